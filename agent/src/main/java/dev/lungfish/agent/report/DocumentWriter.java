package dev.lungfish.agent.report;

import dev.lungfish.core.reason.Reason;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Takes the content of a document that is written in several formats. For one thread.
interface DocumentWriter {
    void object(String name, Runnable content);

    /// A list of objects.
    ///
    /// @param item what one of them is called, where the format names it
    <T> void objects(String name, String item, Collection<T> items, Consumer<T> content);

    /// A list of words.
    ///
    /// @param item what one of them is called, where the format names it
    void words(String name, String item, List<String> words);

    void text(String name, String text);

    void number(String name, long number);

    void decimal(String name, double number);

    void flag(String name, boolean flag);

    /// The code of a reason whose sentence was written; its parameters too, where the format has
    /// objects.
    void code(Reason reason);
}
