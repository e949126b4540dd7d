package io.xvad.evaluation.reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Reason;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.progress.ProgressListener;
import io.xvad.explainers.Scene;
import io.xvad.explainers.ScoreFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An explainer that is told what to say, of a black square whose place, size and clean version are known. */
class ReasonBenchTest {

    private static final Box SQUARE = new Box(34, 3, 6, 6);
    private static final Image CLEAN = Scene.normal(77);

    private static FittedDetector fitted = new ScoreFunction(image -> 0);

    @BeforeAll
    static void fits() {
        fitted = Scene.fitted();
    }

    @AfterAll
    static void closes() {
        fitted.close();
    }

    private static Mask square() {
        boolean[] pixels = new boolean[Scene.HEIGHT * Scene.WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = SQUARE.common(new Box(i % Scene.WIDTH, i / Scene.WIDTH, 1, 1)) > 0;
        }
        return Mask.of(Scene.HEIGHT, Scene.WIDTH, pixels);
    }

    private static ReasonCase defective(String kind, boolean cleanKnown) {
        ReasonTruth truth = new ReasonTruth(
                Scene.withSquare(), Optional.of(square()), cleanKnown ? Optional.of(CLEAN) : Optional.empty());
        ReasonGroup group = cleanKnown ? ReasonGroup.SYNTHETIC : ReasonGroup.REAL;
        return new ReasonCase(kind + " " + cleanKnown, "square", kind, group, () -> truth);
    }

    private static ReasonCase normal(int seed) {
        ReasonTruth truth = new ReasonTruth(Scene.normal(seed), Optional.empty(), Optional.empty());
        return new ReasonCase("normal " + seed, "normal " + seed, "good", ReasonGroup.NORMAL, () -> truth);
    }

    private static Reason reason(String name, Box place, int area, String... qualifiers) {
        Region region = new Region(0, place, area, place.y(), place.x(), 1, 1);
        return new Reason(name, List.of(qualifiers), region, List.of(), 0.01);
    }

    private static Reason right(String name) {
        return reason(name, SQUARE, 36);
    }

    private static ReasonTable judged(ReasonCase judged, Optional<Image> normal, Reason... reasons) {
        return ReasonBench.of(new Told(List.of(reasons), normal, 0.9))
                .run(fitted, List.of(judged), ProgressListener.none());
    }

    private static JudgedReasons said(ReasonCase judged, Reason... reasons) {
        return judged(judged, Optional.of(CLEAN), reasons).judged().get(0);
    }

    @Test
    void whatIsRightCountsAsRight() {
        JudgedReasons judged = said(defective("hole", true), right("darker"));
        for (ReasonFigure figure : List.of(
                ReasonFigure.FLAGGED,
                ReasonFigure.SAID,
                ReasonFigure.FIRST,
                ReasonFigure.FIRST_THREE,
                ReasonFigure.FIRST_NAME,
                ReasonFigure.SENTENCE,
                ReasonFigure.SIGN,
                ReasonFigure.PLACE,
                ReasonFigure.SIZE,
                ReasonFigure.POINTS,
                ReasonFigure.NORMAL_AGAIN,
                ReasonFigure.CHANGED,
                ReasonFigure.CHANGED_AT_ALL,
                ReasonFigure.SSIM)) {
            assertThat(judged.figure(figure)).as(figure.label()).isEqualTo(1);
        }
        assertThat(judged.is(ReasonFigure.EMPTY)).isFalse();
        assertThat(judged.figure(ReasonFigure.PSNR)).isEqualTo(100);
        assertThat(judged.figure(ReasonFigure.PSNR_GAIN)).isPositive();
        assertThat(judged.figure(ReasonFigure.SSIM_GAIN)).isPositive();
        assertThat(judged.figure(ReasonFigure.DETECTIONS)).isEqualTo(2);
        assertThat(judged.figure(ReasonFigure.SECONDS)).isPositive();
        assertThat(judged.words()).containsExactly("As told.");
    }

    @Test
    void aWrongSignIsWrongWhereTheTruthIsKnown() {
        JudgedReasons synthetic = said(defective("hole", true), right("lighter"));
        assertThat(synthetic.figure(ReasonFigure.FIRST)).isZero();
        assertThat(synthetic.figure(ReasonFigure.FIRST_NAME)).isZero();
        assertThat(synthetic.figure(ReasonFigure.SIGN)).isZero();
        JudgedReasons real = said(defective("hole", false), right("lighter"));
        assertThat(real.figure(ReasonFigure.FIRST)).isEqualTo(1);
        assertThat(real.figures()).doesNotContainKeys(ReasonFigure.SIGN, ReasonFigure.PSNR, ReasonFigure.SSIM);
    }

    @Test
    void aSecondReasonIsAmongTheFirstThree() {
        JudgedReasons judged = said(defective("hole", true), right("displaced"), right("darker"));
        assertThat(judged.figure(ReasonFigure.FIRST)).isZero();
        assertThat(judged.figure(ReasonFigure.FIRST_THREE)).isEqualTo(1);
        assertThat(judged.figures()).doesNotContainKey(ReasonFigure.SIGN);
        JudgedReasons fourth =
                said(defective("hole", true), right("displaced"), right("added"), right("repeated"), right("darker"));
        assertThat(fourth.figure(ReasonFigure.FIRST_THREE)).isZero();
    }

    @Test
    void theShapeCountsWhereTheKindDemandsIt() {
        JudgedReasons wrong = said(defective("scratch", true), reason("darker", SQUARE, 36, "compact"));
        assertThat(wrong.figure(ReasonFigure.FIRST)).isZero();
        assertThat(wrong.figure(ReasonFigure.FIRST_NAME)).isEqualTo(1);
        assertThat(said(defective("scratch", true), reason("darker", SQUARE, 36, "thin"))
                        .figure(ReasonFigure.FIRST))
                .isEqualTo(1);
    }

    @Test
    void aWrongPlaceOrSizeSpoilsTheSentence() {
        JudgedReasons elsewhere = said(defective("hole", true), reason("darker", new Box(2, 20, 6, 6), 36));
        assertThat(elsewhere.figure(ReasonFigure.FIRST)).isEqualTo(1);
        assertThat(elsewhere.figure(ReasonFigure.PLACE)).isZero();
        assertThat(elsewhere.figure(ReasonFigure.SIZE)).isEqualTo(1);
        assertThat(elsewhere.figure(ReasonFigure.SENTENCE)).isZero();
        JudgedReasons large = said(defective("hole", true), reason("darker", SQUARE, 73));
        assertThat(large.figure(ReasonFigure.SIZE)).isZero();
        assertThat(large.figure(ReasonFigure.SENTENCE)).isZero();
    }

    @Test
    void nothingVisibleIsNoReason() {
        for (Reason[] said : List.of(new Reason[0], new Reason[] {right("features-differ")})) {
            JudgedReasons judged = said(defective("hole", true), said);
            assertThat(judged.figure(ReasonFigure.EMPTY)).isEqualTo(1);
            assertThat(judged.figure(ReasonFigure.FIRST)).isZero();
            assertThat(judged.figure(ReasonFigure.SENTENCE)).isZero();
            assertThat(judged.figures()).doesNotContainKeys(ReasonFigure.PLACE, ReasonFigure.SIZE);
        }
    }

    @Test
    void aNormalVersionThatIsNoneIsNotBelieved() {
        JudgedReasons judged = judged(defective("hole", true), Optional.of(Scene.withSquare()), right("darker"))
                .judged()
                .get(0);
        assertThat(judged.figure(ReasonFigure.NORMAL_AGAIN)).isZero();
        assertThat(judged.figure(ReasonFigure.POINTS)).isZero();
        assertThat(judged.figure(ReasonFigure.CHANGED)).isZero();
        assertThat(judged.figure(ReasonFigure.PSNR)).isLessThan(10);
        JudgedReasons none = judged(defective("hole", true), Optional.empty(), right("darker"))
                .judged()
                .get(0);
        assertThat(none.figure(ReasonFigure.NORMAL_AGAIN)).isZero();
        assertThat(none.figures()).doesNotContainKey(ReasonFigure.CHANGED);
    }

    @Test
    void whatIsNotFlaggedIsMissedAndNotJudged() {
        ReasonTruth truth = new ReasonTruth(CLEAN, Optional.of(square()), Optional.empty());
        JudgedReasons judged =
                said(new ReasonCase("missed", "missed", "hole", ReasonGroup.REAL, () -> truth), right("darker"));
        assertThat(judged.figures()).containsExactly(Map.entry(ReasonFigure.FLAGGED, 0.0));
    }

    @Test
    void anyReasonOfANormalImageIsCountedFlaggedOrNot() {
        JudgedReasons falsely = said(normal(90), right("darker"));
        assertThat(falsely.figure(ReasonFigure.SAID)).isEqualTo(1);
        assertThat(falsely.figures()).doesNotContainKeys(ReasonFigure.FIRST, ReasonFigure.POINTS);
        assertThat(falsely.figure(ReasonFigure.NAMED_IF_FLAGGED)).isEqualTo(1);
        assertThat(said(normal(90), right("features-differ")).figure(ReasonFigure.SAID))
                .isZero();
    }

    @Test
    void anExplainerThatIsSilentOnNormalImagesIsAskedAsIfTheyWereFlagged() {
        JudgedReasons judged = ReasonBench.of(new Silent(new Told(List.of(right("darker")), Optional.empty(), 0.9)))
                .run(fitted, List.of(normal(90)), ProgressListener.none())
                .judged()
                .get(0);
        assertThat(judged.figure(ReasonFigure.FLAGGED)).isZero();
        assertThat(judged.figure(ReasonFigure.SAID)).isZero();
        assertThat(judged.figure(ReasonFigure.NAMED_IF_FLAGGED)).isEqualTo(1);
    }

    @Test
    void rowsAreByKindAndOverAllWithIntervalsThatKnowOfSources() {
        List<ReasonCase> cases = Stream.concat(
                        Stream.of("hole", "hole", "stain", "dent").map(kind -> defective(kind, true)),
                        Stream.of(normal(90), normal(91)))
                .toList();
        ReasonTable table = ReasonBench.of(new Told(List.of(right("darker")), Optional.of(CLEAN), 0.8))
                .run(fitted, cases, ProgressListener.none());
        assertThat(table.rows())
                .extracting(ReasonTableText::name)
                .containsExactly(
                        "synthetic all (4)",
                        "synthetic hole (2)",
                        "synthetic stain (1)",
                        "synthetic dent (1)",
                        "normal all (2)");
        ReasonEstimate first = table.row(ReasonGroup.SYNTHETIC, ReasonRow.ALL)
                .orElseThrow()
                .figure(ReasonFigure.FIRST)
                .orElseThrow();
        assertThat(first.value()).isEqualTo(1);
        assertThat(first.images()).isEqualTo(3);
        assertThat(first.interval().low()).as("three images of one source").isCloseTo(0.2065, within(1e-4));
        RelianceFigures reliance = table.reliance(ReasonGroup.SYNTHETIC).orElseThrow();
        assertThat(reliance.right()).isEqualTo(1);
        assertThat(reliance.error()).isCloseTo(0.2, within(1e-9));
        assertThat(reliance.auroc()).isNaN();
        assertThat(table.notes())
                .containsExactly(
                        "which reasons are admissible for dent is not known; a file of admissible reasons can say it");
        assertThat(ReasonTableText.of(table))
                .contains("synthetic hole (2)", "1.00 [0.21, 1.00]", "4 of 4 point at the cause; AUROC n/a")
                .doesNotContain("NaN");
        ObjectNode json = ReasonTableJson.of(table);
        assertThat(json.at("/rows/0/first/value").asDouble()).isEqualTo(1);
        assertThat(json.at("/images/0/reasons/0/name").asText()).isEqualTo("darker");
        assertThat(json.at("/images/0/reliance").asDouble()).isEqualTo(0.8);
        assertThat(json.at("/rows/4/reason-named/value").isMissingNode()).isTrue();
        assertThat(json.at("/rows/4/said/value").asDouble()).isEqualTo(1);
    }

    @Test
    void theWorstComeInTurnFromEachKind() {
        List<ReasonCase> cases = List.of(
                defective("hole", true),
                defective("scratch", true),
                defective("warp", true),
                defective("warp", false),
                normal(90));
        ReasonTable table = ReasonBench.of(new Told(List.of(right("darker")), Optional.of(CLEAN), 0.8))
                .run(fitted, cases, ProgressListener.none());
        assertThat(table.worst(9))
                .extracting(one -> one.judged().id())
                .containsExactly("scratch true", "warp true", "normal 90", "warp false");
        assertThat(table.worst(1)).hasSize(1);
    }

    @Test
    void withoutDecisionsNothingIsJudged() {
        ReasonTable table = ReasonBench.of(new Told(List.of(right("darker")), Optional.empty(), 0.8))
                .run(new ScoreFunction(image -> 1), List.of(defective("hole", true)), ProgressListener.none());
        assertThat(table.notes()).containsExactly("no image was found anomalous, so that nothing was judged");
        assertThatThrownBy(() -> ReasonBench.of(new Told(List.of(), Optional.empty(), 1))
                        .run(fitted, List.of(), ProgressListener.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Says nothing of what is normal. */
    private record Silent(Told told) implements Explainer {

        @Override
        public String name() {
            return "silent";
        }

        @Override
        public String description() {
            return told.description();
        }

        @Override
        public List<OptionSpec<?>> options() {
            return List.of();
        }

        @Override
        public List<Evidence> evidence(
                FittedDetector detector, Sample sample, Detection detection, ExplainRequest request) {
            return detection.verdict().decision() == Decision.ANOMALOUS
                    ? told.evidence(detector, sample, detection, request)
                    : List.of();
        }
    }
}
