package io.xvad.foundation.saaplus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import org.junit.jupiter.api.Test;

class PropertyPromptTest {

    private static final String CANDLES =
            "the image of candle have 4 similar candle, with a maximum of 1 anomaly. The anomaly would not exceed 0.3 object area.";

    @Test
    void saysWhatTheSentenceSays() {
        assertThat(PropertyPrompt.parse(CANDLES)).isEqualTo(new PropertyPrompt(4, true, 1, 0.3));
        assertThat(PropertyPrompt.parse(
                        CANDLES.replace("4 similar", "1 dissimilar").replace("0.3", "1")))
                .isEqualTo(new PropertyPrompt(1, false, 1, 1));
        assertThat(PropertyPrompt.parse(CANDLES).comparesObjects()).isTrue();
        assertThat(new PropertyPrompt(1, true, 1, 1).comparesObjects()).isFalse();
    }

    @Test
    void whatIsNotSaidIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyPrompt.parse(CANDLES.replace("a maximum of", "at most")))
                .withMessageContaining("must say how many anomalies");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyPrompt.parse(CANDLES.replace("exceed 0.3", "exceed some")))
                .withMessageContaining("must say how large an anomaly is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PropertyPrompt.parse(CANDLES.replace("4", "0")))
                .withMessageContaining("at least 1 object");
    }

    @Test
    void captionsAreFilledWithTheNameOfTheThing() {
        String json = "{\"object\": [\"{}\"], \"defect\": [\"hole in {}\"], \"property\": \"" + CANDLES + "\"}";
        HybridPrompts prompts = HybridPrompts.parse(json, "metal_nut");
        assertThat(prompts.objects()).containsExactly("metal nut");
        assertThat(prompts.defects()).containsExactly("hole in metal nut");
        assertThatThrownBy(() -> HybridPrompts.parse(json.replace("[\"{}\"]", "[]"), "nut"))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("captions for the object");
    }
}
