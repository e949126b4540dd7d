package io.xvad.data.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Region;
import io.xvad.core.XvadDataException;
import io.xvad.core.explain.Reason;
import io.xvad.data.synthetic.SyntheticDefect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdmissibleReasonsTest {

    @TempDir
    Path directory = Path.of("");

    private static Reason reason(String name, String... qualifiers) {
        Region place = new Region(0, new Box(0, 0, 2, 2), 4, 0, 0, 1, 1);
        return new Reason(name, List.of(qualifiers), place, List.of(), 0.01);
    }

    private static AdmissibleRule rule(AdmissibleReasons table, String kind) {
        return table.of(kind).orElseThrow();
    }

    @Test
    void aScratchNeedsANameAndAShape() {
        AdmissibleRule scratch = rule(AdmissibleReasons.packaged(), "scratch");
        assertThat(scratch.admits(reason("darker", "thin"))).isTrue();
        assertThat(scratch.admits(reason("less-contrast", "compact", "long"))).isTrue();
        assertThat(scratch.admits(reason("darker", "compact"))).isFalse();
        assertThat(scratch.admits(reason("missing", "thin", "long"))).isFalse();
        assertThat(scratch.admitsName(reason("darker", "compact"))).isTrue();
        assertThat(scratch.admitsName(reason("missing", "thin"))).isFalse();
    }

    @Test
    void severalLinesOfAKindAreAlternatives() {
        AdmissibleRule uneven = rule(AdmissibleReasons.packaged(), "uneven");
        assertThat(uneven.admits(reason("darker", "large"))).isTrue();
        assertThat(uneven.admits(reason("darker", "small"))).isFalse();
        assertThat(uneven.admits(reason("texture-weaker"))).isTrue();
        assertThat(uneven.admits(reason("displaced", "large"))).isFalse();
    }

    @Test
    void allQualifiersJoinedByAndAreNeeded() {
        AdmissibleRule blowhole = rule(AdmissibleReasons.packaged(), "blowhole");
        assertThat(blowhole.admits(reason("darker", "small", "compact"))).isTrue();
        assertThat(blowhole.admits(reason("darker", "small"))).isFalse();
        assertThat(blowhole.admits(reason("lighter", "small", "compact"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(SyntheticDefect.class)
    void thePackagedTableKnowsEverySyntheticDefectAndAdmitsNeverAll(SyntheticDefect defect) {
        AdmissibleRule rule = rule(AdmissibleReasons.packaged(), defect.defectName());
        assertThat(ReasonVocabulary.names().stream().filter(name -> rule.admitsName(reason(name))))
                .isNotEmpty()
                .hasSizeLessThan(ReasonVocabulary.names().size())
                .doesNotContain(ReasonVocabulary.FEATURES_DIFFER);
    }

    @Test
    void aFileOfOnesOwnReplacesKindsAndMayHaveADefault() throws IOException {
        Path file = directory.resolve("own.txt");
        Files.writeString(file, "\uFEFF# of ours\n\nscratch = lighter # always bright\n* = missing|added & large\n");
        AdmissibleReasons own = AdmissibleReasons.packaged().with(AdmissibleReasons.read(file));
        assertThat(rule(own, "scratch").admits(reason("lighter"))).isTrue();
        assertThat(rule(own, "scratch").admits(reason("darker", "thin"))).isFalse();
        assertThat(rule(own, "dent").admits(reason("added", "large"))).isTrue();
        assertThat(rule(own, "stain").admits(reason("redder"))).isTrue();
        assertThat(AdmissibleReasons.packaged().of("dent")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dent = ligther; line 2: No reason or qualifier named 'ligther'.; Did you mean 'lighter'?",
                "dent lighter; line 2: needs KIND = REASON; 'dent lighter'",
                "= lighter; line 2: needs KIND = REASON; '= lighter'",
                "dent = lighter | & thin; line 2: a word is missing; 'dent = lighter | & thin'",
                "dent =; line 2: a word is missing; 'dent ='"
            })
    void aWrongLineIsNamed(String line, String where, String what) throws IOException {
        Path file = directory.resolve("own.txt");
        Files.writeString(file, "stain = darker\n" + line + "\n");
        assertThatThrownBy(() -> AdmissibleReasons.read(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageStartingWith(file + ", " + where)
                .hasMessageContaining(what);
    }

    @Test
    void anEmptyAndAMissingFileAreNamed() throws IOException {
        Path file = directory.resolve("own.txt");
        assertThatThrownBy(() -> AdmissibleReasons.read(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(file + ": cannot be read");
        Files.writeString(file, "# nothing yet\n");
        assertThatThrownBy(() -> AdmissibleReasons.read(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(file + ": no line such as");
    }
}
