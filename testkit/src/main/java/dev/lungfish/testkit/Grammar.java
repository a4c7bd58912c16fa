package dev.lungfish.testkit;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A RELAX NG grammar that documents are checked against. For use by one thread.
public final class Grammar {
    private final ValidationDriver driver;
    private final StringWriter errors;

    private Grammar(ValidationDriver driver, StringWriter errors) {
        this.driver = driver;
        this.errors = errors;
    }

    /// The grammar that a file holds in XML syntax.
    ///
    /// @throws IllegalArgumentException with jing's words where it is none
    public static Grammar load(Path file) {
        StringWriter errors = new StringWriter();
        PropertyMapBuilder properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(errors));
        ValidationDriver driver = new ValidationDriver(properties.toPropertyMap());
        try {
            if (!driver.loadSchema(ValidationDriver.uriOrFileInputSource(file.toString()))) {
                throw new IllegalArgumentException(file + " is no grammar: " + errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException e) {
            throw new IllegalArgumentException(file + " is no grammar", e);
        }
        return new Grammar(driver, errors);
    }

    /// What is wrong with a document, in jing's words; empty if it is valid.
    public String problems(String document) {
        errors.getBuffer().setLength(0);
        try {
            driver.validate(new InputSource(new StringReader(document)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException e) {
            throw new IllegalArgumentException("jing gave up on the document", e);
        }
        return errors.toString();
    }
}
