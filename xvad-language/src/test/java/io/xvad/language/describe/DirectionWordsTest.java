package io.xvad.language.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionWordsTest {

    private static List<String> words(String text) {
        return DirectionWords.in(text).stream().map(DirectionWords.Word::word).toList();
    }

    @Test
    void aWordIsFoundWhateverItsCase() {
        assertThat(words("Darker, and less sharp.")).containsExactly("darker", "less sharp");
        assertThat(words("A darkerish tone.")).isEmpty();
    }

    @Test
    void aNegatedWordIsLeftUnjudged() {
        assertThat(words("The spot is not darker.")).isEmpty();
        assertThat(words("It isn't any darker.")).isEmpty();
        assertThat(words("It is neither lighter nor darker than usual.")).isEmpty();
        assertThat(words("An edge without brighter pixels, never redder, no sharper."))
                .isEmpty();
    }

    @Test
    void aWordThatIsSaidBesideANegationCounts() {
        assertThat(words("It is not lighter but darker.")).containsExactly("darker");
        assertThat(words("There is no doubt that it is darker.")).containsExactly("darker");
        assertThat(words("Not darker here, and darker there.")).containsExactly("darker");
    }
}
