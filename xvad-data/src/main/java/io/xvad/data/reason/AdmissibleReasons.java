package io.xvad.data.reason;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which reasons are right for which kind of defect: a table that anybody can edit, to be fixed before anything is measured.
 * Immutable. A line of its file names a kind and what must be said of it:
 *
 * <pre>
 * # of a scratch: its lightness or contrast, and that it is thin or long
 * scratch = lighter | darker | more-contrast | less-contrast &amp; thin | long
 * </pre>
 *
 * {@code |} is or, {@code &} is and, and binds less. Several lines of one kind are alternatives. {@code *} stands for all kinds that
 * have no line. What follows {@code #} is a comment.
 */
public final class AdmissibleReasons {

    private static final String PACKAGED = "admissible-reasons.txt";
    private static final String ANY_KIND = "*";

    private final Map<String, AdmissibleRule> rules;

    private AdmissibleReasons(Map<String, AdmissibleRule> rules) {
        this.rules = rules;
    }

    /** The table that comes with the library: the synthetic defects, and kinds of MVTec AD's screws and of magnetic tiles. */
    public static AdmissibleReasons packaged() {
        try (InputStream in = Objects.requireNonNull(AdmissibleReasons.class.getResourceAsStream(PACKAGED), PACKAGED)) {
            return parse(PACKAGED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table.
     *
     * @throws XvadDataException naming the file, and the line that is wrong
     */
    public static AdmissibleReasons read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read as text: " + e.getMessage(), e);
        }
    }

    /** A table as text; {@code source} is how errors call it. */
    static AdmissibleReasons parse(String source, String text) {
        return new AdmissibleReasons(AdmissibleFile.rules(source, text));
    }

    /** This table, with the kinds of another in place of its own of the same name. */
    public AdmissibleReasons with(AdmissibleReasons other) {
        Map<String, AdmissibleRule> both = new LinkedHashMap<>(rules);
        both.putAll(other.rules);
        return new AdmissibleReasons(both);
    }

    /** What is right of a kind of defect; empty if the table says nothing of it. */
    public Optional<AdmissibleRule> of(String kind) {
        return Optional.ofNullable(rules.get(kind)).or(() -> Optional.ofNullable(rules.get(ANY_KIND)));
    }
}
