package dev.lungfish.linux.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ErrorNameTest {
    @Test
    void findsANameByTheTextOfTheCLibrary() {
        assertThat(ErrorName.ofText("Device or resource busy")).contains(ErrorName.EBUSY);
        assertThat(ErrorName.ofText("No data available")).contains(ErrorName.ENODATA);
    }

    @Test
    void findsANameInTheLanguageOfTheUser() {
        IntFunction<String> german =
                number -> number == 16 ? "Das Gerät oder die Ressource ist belegt" : "?";

        assertThat(ErrorName.ofText("Das Gerät oder die Ressource ist belegt", german))
                .contains(ErrorName.EBUSY);
    }

    @Test
    void findsNoNameForATextThatIsNone() {
        assertThat(ErrorName.ofText("the cat sat on it")).isEmpty();
    }

    @Test
    void agreesWithTheCLibraryOnEachNumber() {
        assertThat(Arrays.stream(ErrorName.values()))
                .allSatisfy(name ->
                        assertThat(ErrorName.ofText(ErrorText.of(name.number()), ErrorText::of))
                                .contains(name));
    }
}
