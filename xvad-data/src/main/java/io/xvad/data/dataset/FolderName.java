package io.xvad.data.dataset;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the name of a folder says about the images in it, as people call them: {@code good}, {@code OK}, {@code Train},
 * {@code test-normal}, {@code NG}, {@code no_defects}, {@code Ground_Truth}. Small and capital letters are the same.
 *
 * @param split which part of a data set
 * @param content what the images show
 */
record FolderName(Split split, Content content) {

    /** Parts of a data set. */
    enum Split {
        TRAIN,
        VALIDATION,
        TEST,
        UNSAID
    }

    /** What images show. */
    enum Content {
        NORMAL("normal images"),
        ANOMALOUS("anomalies"),
        MASKS("masks"),
        /** A class of which the name does not tell whether it is the normal one, such as {@code positive}. */
        AMBIGUOUS("a class of unknown meaning"),
        UNSAID("images");

        private final String words;

        Content(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** A name that says nothing of it. */
    static final FolderName UNSAID = new FolderName(Split.UNSAID, Content.UNSAID);

    private static final Set<String> NORMAL = Set.of(
            "good",
            "normal",
            "normals",
            "ok",
            "okay",
            "passed",
            "accepted",
            "healthy",
            "intact",
            "flawless",
            "undamaged",
            "nondefective",
            "defectless",
            "gut",
            "良品",
            "正常",
            "合格");
    private static final Set<String> ANOMALOUS = Set.of(
            "bad",
            "ng",
            "nok",
            "ko",
            "nogood",
            "notok",
            "notgood",
            "broken",
            "break",
            "breakage",
            "crack",
            "cracks",
            "cracked",
            "dent",
            "dents",
            "dented",
            "fail",
            "failed",
            "failure",
            "failures",
            "fault",
            "faults",
            "faulty",
            "flaw",
            "flaws",
            "flawed",
            "reject",
            "rejects",
            "rejected",
            "scrap",
            "outlier",
            "outliers",
            "torn",
            "bent",
            "misplaced",
            "blowhole",
            "unhealthy",
            "nonconforming",
            "abnormal",
            "abnormals",
            "abnormality",
            "abnormalities");
    private static final List<String> ANOMALOUS_BEGINNINGS = List.of(
            "anomal",
            "defect",
            "defekt",
            "damage",
            "scratch",
            "contaminat",
            "corros",
            "corrod",
            "fractur",
            "deform",
            "fehler",
            "schlecht",
            "défaut",
            "不良",
            "不合格",
            "異常",
            "异常",
            "缺陷",
            "欠陥");
    /** Words that mean other things beside other words. */
    private static final Map<String, Content> ALONE = Map.of(
            "io", Content.NORMAL,
            "pass", Content.NORMAL,
            "nio", Content.ANOMALOUS,
            "positive", Content.AMBIGUOUS,
            "negative", Content.AMBIGUOUS,
            "yes", Content.AMBIGUOUS,
            "no", Content.AMBIGUOUS,
            "true", Content.AMBIGUOUS,
            "false", Content.AMBIGUOUS);

    private static final List<String> MASK_BEGINNINGS = List.of("mask", "label", "annot", "segment", "groundtruth");
    private static final Set<String> MASKS = Set.of("gt", "gts", "truth", "seg");
    private static final Set<String> NEGATIONS = Set.of("no", "not", "non", "without", "un", "nicht");
    private static final Set<String> VALIDATION = Set.of("val", "valid", "validation");
    private static final Set<String> IMAGES =
            Set.of("image", "images", "img", "imgs", "photo", "photos", "picture", "pictures", "data", "rgb");
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{L})(?=\\p{N})|(?<=\\p{N})(?=\\p{L})");

    static FolderName of(Path folder) {
        return of(ImageFiles.name(folder));
    }

    static FolderName of(String name) {
        List<String> words = words(name);
        return new FolderName(splitOf(words), contentOf(words));
    }

    /** Whether it is a name for a folder around all images, such as {@code images} beside {@code masks}. */
    static boolean isImages(Path folder) {
        List<String> words = words(ImageFiles.name(folder));
        return words.size() == 1 && IMAGES.contains(words.get(0));
    }

    /** Whether it is a name for masks and for nothing else, unlike {@code label_too_high}. */
    static boolean isOnlyMasks(Path folder) {
        List<String> words = words(ImageFiles.name(folder));
        return !words.isEmpty() && words.stream().allMatch(word -> isMasks(word) || word.equals("ground"));
    }

    /** Whether a name says what is in the folder and nothing else, unlike {@code crack-detection} or {@code test_rig}. */
    static boolean saysOnlyThat(Path folder) {
        return words(ImageFiles.name(folder)).stream()
                .allMatch(word -> splitOf(word).isPresent()
                        || isAnomalous(word)
                        || isMasks(word)
                        || ALONE.containsKey(word)
                        || NEGATIONS.contains(word)
                        || NORMAL.contains(word)
                        || IMAGES.contains(word)
                        || word.equals("ground")
                        || Character.isDigit(word.charAt(0)));
    }

    private static List<String> words(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(Normalizer.normalize(name, Normalizer.Form.NFC)))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Split splitOf(List<String> words) {
        return words.stream()
                .map(FolderName::splitOf)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(Split.UNSAID);
    }

    private static Optional<Split> splitOf(String word) {
        if (word.startsWith("train")) {
            return Optional.of(Split.TRAIN);
        }
        if (word.startsWith("test")) {
            return Optional.of(Split.TEST);
        }
        return VALIDATION.contains(word) || word.startsWith("eval") ? Optional.of(Split.VALIDATION) : Optional.empty();
    }

    /** Of words, some of which turn others round: {@code no_defects} is normal, {@code not_ok} is not. */
    private static Content contentOf(List<String> words) {
        boolean normal = words.stream().anyMatch(NORMAL::contains);
        boolean anomalous = words.stream().anyMatch(FolderName::isAnomalous);
        boolean negated = words.stream().anyMatch(NEGATIONS::contains);
        boolean faultyLabel = anomalous && words.contains("label");
        if (!faultyLabel && words.stream().anyMatch(FolderName::isMasks)) {
            return Content.MASKS;
        }
        if (anomalous) {
            return negated || words.contains("free") ? Content.NORMAL : normal ? Content.AMBIGUOUS : Content.ANOMALOUS;
        }
        if (normal) {
            return negated ? Content.ANOMALOUS : Content.NORMAL;
        }
        List<String> others =
                words.stream().filter(word -> splitOf(word).isEmpty()).toList();
        return others.size() == 1 ? ALONE.getOrDefault(others.get(0), Content.UNSAID) : Content.UNSAID;
    }

    private static boolean isAnomalous(String word) {
        return ANOMALOUS.contains(word) || ANOMALOUS_BEGINNINGS.stream().anyMatch(word::startsWith);
    }

    private static boolean isMasks(String word) {
        return MASKS.contains(word) || MASK_BEGINNINGS.stream().anyMatch(word::startsWith);
    }

    boolean is(Content wanted) {
        return content == wanted;
    }

    boolean is(Split wanted) {
        return split == wanted;
    }

    /** Whether normal images to learn from may lie in such a folder. */
    boolean mayBeLearned() {
        return (content == Content.NORMAL || content == Content.UNSAID)
                && (split == Split.TRAIN || split == Split.UNSAID);
    }

    /** Whether images to test on lie in such a folder: those of {@code test} that are not ambiguous, and anomalies. */
    boolean isTested() {
        return switch (content) {
            case NORMAL, UNSAID -> split == Split.TEST;
            case ANOMALOUS -> split == Split.TEST || split == Split.UNSAID;
            case MASKS, AMBIGUOUS -> false;
        };
    }

    /** What is said, in words: {@code test images}, {@code anomalies}. */
    String words() {
        return content == Content.UNSAID || content == Content.NORMAL
                ? split.name().toLowerCase(Locale.ROOT) + " images"
                : content.words();
    }
}
