package io.xvad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Purpose;
import io.xvad.core.detect.Detector;
import io.xvad.core.explain.Explainer;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Preset;
import io.xvad.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages of docs name what there is. */
class DocumentationTest {

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name));
    }

    @Test
    void everyExplainerIsInTheTableWithItsOptionsAndNeeds() throws IOException {
        List<String> lines = page("explainers.md").lines().toList();
        for (Explainer explainer : Registry.load(Explainer.class).all()) {
            String row = lines.stream()
                    .filter(line -> line.startsWith("| `" + explainer.name() + "` |"))
                    .findFirst()
                    .orElse("");
            assertThat(row).as(explainer.name()).contains(explainer.description());
            explainer.requiredCapabilities().forEach(capability -> assertThat(row)
                    .contains(capability.getSimpleName()));
            explainer.options().forEach(option -> assertThat(row).contains("`" + option.name() + "`"));
        }
    }

    @Test
    void everyDetectorHasASectionWithItsOptionsDefaultsPresetsAndCapabilities() throws IOException {
        String page = page("detectors.md");
        for (Detector detector : Registry.load(Detector.class).all()) {
            int start = page.indexOf("\n## " + detector.name() + "\n");
            assertThat(start).as("section of " + detector.name()).isNotNegative();
            int end = page.indexOf("\n## ", start + 1);
            String section = page.substring(start, end < 0 ? page.length() : end);
            assertThat(section.contains("\n**For comparison only.** "))
                    .as("a mark in the section of %s", detector.name())
                    .isEqualTo(detector.purpose() == Purpose.COMPARISON);
            assertThat(section.contains("\n**Not measured here.** "))
                    .as("a mark in the section of %s", detector.name())
                    .isEqualTo(detector.purpose() == Purpose.UNMEASURED);
            for (OptionSpec<?> option : detector.options()) {
                String shown = option.defaultText().isEmpty() ? "(empty)" : option.defaultText();
                assertThat(section).as(detector.name()).contains("| `" + option.name() + "` | " + shown + " |");
            }
            String offers = detector.capabilities().stream()
                    .map(Class::getSimpleName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            assertThat(section)
                    .as(detector.name())
                    .contains("Offers: " + (offers.isEmpty() ? "nothing beyond the map" : offers) + ".\n");
            if (!detector.presets().isEmpty()) {
                assertThat(section).as(detector.name()).contains("\nPresets: " + presets(detector) + ".\n");
            }
        }
    }

    @Test
    void thePageOfTheSurveyNamesEveryDetectorAndNoOther() throws IOException {
        Set<String> known = Registry.load(Detector.class).all().stream()
                .map(Detector::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = Pattern.compile("`([a-z0-9-]+)`")
                .matcher(page("survey.md"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        named.removeAll(Set.of("paper", "ai-vad", "sspcab"));
        assertThat(named).isEqualTo(known);
    }

    private static String presets(Detector detector) {
        return detector.presets().stream()
                .map(preset -> "`" + preset.name() + "` sets " + whatItSets(preset))
                .collect(Collectors.joining("; "));
    }

    private static String whatItSets(Preset preset) {
        return preset.name().equals(Preset.STANDARD)
                ? "the defaults"
                : preset.options().entrySet().stream()
                        .map(option -> "`" + option + "`")
                        .collect(Collectors.joining(", "));
    }
}
