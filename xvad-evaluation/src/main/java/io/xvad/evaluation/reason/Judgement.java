package io.xvad.evaluation.reason;

import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the judge found of an explanation, in words. */
public final class Judgement {

    private Judgement() {}

    /** What is right and what is wrong, in a sentence. */
    public static String of(JudgedReasons judged) {
        List<String> found = new ArrayList<>();
        if (judged.judged().group() == ReasonGroup.NORMAL) {
            found.add(judged.is(ReasonFigure.SAID) ? "a reason on a normal image" : "nothing said of a normal image");
        } else if (!judged.is(ReasonFigure.FLAGGED)) {
            found.add("the detector finds nothing");
        } else {
            named(judged, found);
            restored(judged, found);
        }
        return "Judged (" + judged.judged().kind() + "): " + String.join("; ", found) + ".";
    }

    private static void named(JudgedReasons judged, List<String> found) {
        if (judged.is(ReasonFigure.EMPTY)) {
            found.add("no visible reason");
            return;
        }
        add(judged, ReasonFigure.FIRST, "the first reason is admissible", "the first reason is not admissible", found);
        add(judged, ReasonFigure.SIGN, "its sign is right", "its sign is wrong", found);
        add(judged, ReasonFigure.PLACE, "its place is right", "its place is wrong", found);
        add(judged, ReasonFigure.SIZE, "its size is right", "its size is wrong", found);
    }

    private static void restored(JudgedReasons judged, List<String> found) {
        add(judged, ReasonFigure.POINTS, "it points at the defect", "it points elsewhere", found);
        add(
                judged,
                ReasonFigure.NORMAL_AGAIN,
                "the normal version counts as normal",
                "the normal version does not count as normal",
                found);
        if (judged.figures().containsKey(ReasonFigure.CHANGED)) {
            found.add(String.format(
                    Locale.ROOT, "%.2f times the true area plainly changes", judged.figure(ReasonFigure.CHANGED)));
        }
    }

    private static void add(JudgedReasons judged, ReasonFigure figure, String right, String wrong, List<String> found) {
        if (judged.figures().containsKey(figure)) {
            found.add(judged.is(figure) ? right : wrong);
        }
    }

    /** The explanation with the judgement as its last statement. */
    public static Explanation beside(Explanation explanation, JudgedReasons judged) {
        List<Evidence> evidence = new ArrayList<>(explanation.evidence());
        evidence.add(new Statement(of(judged), List.of(), "judge"));
        return new Explanation(explanation.detection(), evidence, explanation.quality(), explanation.audit());
    }
}
