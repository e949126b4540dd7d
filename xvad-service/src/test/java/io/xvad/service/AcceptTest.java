package io.xvad.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {

    private static final List<String> TYPES = List.of("application/json", "image/png");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | application/json",
                "*/* | application/json",
                "image/png | image/png",
                "image/*, */*;q=0.1 | image/png",
                "application/json;q=0.4, image/png;q=0.5 | image/png",
                "image/png;q=0.2, */*;q=0.3 | application/json",
                "text/html, */*;q=0.8 | application/json",
                "IMAGE/PNG | image/png"
            })
    void theTypeThatIsWantedMostIsGiven(String header, String wanted) {
        assertThat(Accept.choose(header, TYPES)).isEqualTo(wanted);
    }

    @Test
    void whatCannotBeGivenIsRefused() {
        assertThatThrownBy(() -> Accept.choose("text/html", TYPES)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Accept.choose("*/*;q=0", TYPES)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Accept.choose("*/*;q=much", TYPES)).isInstanceOf(Problem.class);
    }
}
