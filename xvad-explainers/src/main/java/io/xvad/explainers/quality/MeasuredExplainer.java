package io.xvad.explainers.quality;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What was measured of an explainer of images before this version was released, on several detectors and data sets.
 *
 * @param name of the explainer
 * @param images flagged images it was measured on
 * @param difference its mean faithfulness less that of a random map on the same images
 * @param low lower end of the confidence interval of that difference
 * @param high upper end
 * @param alikeAtRandom mean Spearman correlation of its map with that of the same model with random weights
 * @param alikeAtRandomLow lower end of the confidence interval of that
 */
public record MeasuredExplainer(
        String name,
        int images,
        double difference,
        double low,
        double high,
        double alikeAtRandom,
        double alikeAtRandomLow) {

    /** A map counts as one that does not change with the model if its correlation with that of a random model is above this. */
    public static final double SAME = 0.5;

    /** On fewer images nothing is said. */
    private static final int FEWEST = 10;

    private static final String RESOURCE = "measured-explainers.properties";

    /** What the library knows of its own explainers, by name; an explainer without a map, or of clips, is not among them. */
    public static Map<String, MeasuredExplainer> packaged() {
        try (InputStream in = Objects.requireNonNull(MeasuredExplainer.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it cannot be read
     * @throws XvadDataException if a value is missing or no number
     */
    public static Map<String, MeasuredExplainer> read(Reader in) throws IOException {
        Properties properties = new Properties();
        properties.load(in);
        Map<String, MeasuredExplainer> measured = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> measured.put(name, parsed(name, properties.getProperty(name))));
        return measured;
    }

    private static MeasuredExplainer parsed(String name, String line) {
        String[] cells = line.trim().split("\\s+");
        try {
            return new MeasuredExplainer(
                    name,
                    Integer.parseInt(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new XvadDataException(
                    RESOURCE + ": '" + name + "' needs a number of images and five figures, got '" + line + "'", e);
        }
    }

    /** Text that {@link #read} reads, an explainer a line in alphabetical order, with a comment that says what the columns are. */
    public static String write(Collection<MeasuredExplainer> measured, String comment) {
        StringBuilder text = new StringBuilder("# " + comment + "\n");
        text.append(
                "# images, faithfulness above a random map and its interval, correlation with a random model and its lower end\n");
        measured.stream()
                .sorted(Comparator.comparing(MeasuredExplainer::name))
                .forEach(one -> text.append(String.format(
                        Locale.ROOT,
                        "%s = %d %.4f %.4f %.4f %.4f %.4f%n",
                        one.name,
                        one.images,
                        one.difference,
                        one.low,
                        one.high,
                        one.alikeAtRandom,
                        one.alikeAtRandomLow)));
        return text.toString();
    }

    /** Whether its maps were no more faithful than random ones: the interval holds 0 or lies below. */
    public boolean noBetterThanChance() {
        return images >= FEWEST && low <= 0;
    }

    /** Whether its maps hardly change when the weights of the model are random. */
    public boolean ignoresTheModel() {
        return images >= FEWEST && alikeAtRandomLow > SAME;
    }

    /** What a user should know before trusting it, in a few words; empty if there is nothing to warn of. */
    public Optional<String> warning() {
        if (noBetterThanChance()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "no better than chance: faithfulness %.2f [%.2f, %.2f] above a random map on %d images",
                    difference,
                    low,
                    high,
                    images));
        }
        return ignoresTheModel()
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "hardly changes with a random model: correlation %.2f on %d images",
                        alikeAtRandom,
                        images))
                : Optional.empty();
    }
}
