package io.xvad.language.myriad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.message.UserMessage;
import io.xvad.core.Image;
import io.xvad.core.TrainingSet;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.Training;
import io.xvad.language.Scripted;
import io.xvad.language.ScriptedProvider;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.gpt4v.Gpt4v;
import io.xvad.language.served.ServedModelContract;
import io.xvad.language.served.ServedModelDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MyriadTest extends ServedModelContract {

    private static final String YES = "Yes, there exists anomalies in the image, at the upper left of the image.";

    @TempDir
    static Path directory;

    private Path expert = Path.of("none");

    @BeforeAll
    void fitExpert() {
        expert = expert(directory);
    }

    @Override
    protected Detector detector() {
        return new Myriad();
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>(super.options());
        options.put("expert", expert.toString());
        return options;
    }

    private Training training(Scripted model) {
        return Training.of(new Myriad(model)).withHeldOut(0).with(ServedModelDetector.EXPERT, expert.toString());
    }

    @Test
    void theMapOfTheExpertIsTheSecondImageAndTheMap() {
        Scripted model = Scripted.of(YES);
        try (FittedDetector fitted = training(model).fit(TrainingSet.empty())) {
            assertThat(fitted.detect(ODD).map().at(1, 1)).isGreaterThan(0.05f);
            assertThat(fitted.detect(ODD).score()).isEqualTo(1);
        }
        UserMessage asked = (UserMessage) model.asked().get(0).messages().get(1);
        assertThat(asked.contents()).hasSize(3);
        assertThat(asked.toString()).contains("According to IAD expert opinions", "find out if there are defects");
        Image map = ScriptedProvider.last(model.asked().get(0));
        assertThat(map.at(0, 1, 1)).isEqualTo(1);
        assertThat(map.at(0, SIDE - 1, SIDE - 1)).isZero();
    }

    @Test
    void aPromptOfOnesOwnMayNameThePeaks() {
        Scripted model = Scripted.of(YES);
        try (FittedDetector fitted = training(model)
                .with(ChatOptions.PROMPT, "A detector flags: {peaks}. Is it right? Yes or no.")
                .fit(TrainingSet.empty())) {
            fitted.detect(ODD);
        }
        assertThat(model.asked().get(0).messages().get(1).toString())
                .contains("A detector flags: x 0, y 0, width 20, height 20, peak ");
    }

    /** A file that there is not would be missed first if it were opened first. */
    @Test
    void aWrongSlotIsRefusedBeforeTheExpertIsOpened() {
        Training wrong = training(Scripted.of(YES))
                .with(ServedModelDetector.EXPERT, directory.resolve("not.xvad").toString())
                .with(ChatOptions.PROMPT, "Is {nothing} wrong?");
        assertThatThrownBy(() -> wrong.fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void theExpertIsKeptWithTheModel() throws Exception {
        Path other = Files.copy(expert, directory.resolve("moved.xvad"));
        byte[] saved;
        try (FittedDetector fitted = Training.of(new Myriad())
                .withOptions(options())
                .with(ServedModelDetector.EXPERT, other.toString())
                .withHeldOut(0)
                .fit(TrainingSet.empty())) {
            saved = Models.toBytes(fitted);
        }
        Files.delete(other);
        try (FittedDetector loaded = Models.load(saved)) {
            assertThat(loaded.detect(ODD).score()).isEqualTo(1);
        }
    }

    @Test
    void withoutAnExpertThatGivesMapsItSaysSo() {
        assertThatThrownBy(() -> Training.of(new Myriad(Scripted.of(YES))).fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs an expert: -o expert=MODEL.xvad");
        Training missing = training(Scripted.of(YES))
                .with(ServedModelDetector.EXPERT, directory.resolve("not.xvad").toString());
        assertThatThrownBy(() -> missing.fit(TrainingSet.empty()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("the expert cannot be read");
        Path blind = directory.resolve("blind.xvad");
        try (FittedDetector without =
                Training.of(new Gpt4v()).withOptions(super.options()).fit(TrainingSet.empty())) {
            Models.save(without, blind);
        }
        Training useless = training(Scripted.of(YES)).with(ServedModelDetector.EXPERT, blind.toString());
        assertThatThrownBy(() -> useless.fit(TrainingSet.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gives maps and was calibrated");
    }
}
