package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.AuditRecord;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.Explanation;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.Reliance;
import io.xvad.core.explain.Statement;
import io.xvad.explainers.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The scene with a black square, with explanations written by hand. */
public final class ExplainedScene {

    private static final Box SQUARE = new Box(34, 3, 6, 6);

    private ExplainedScene() {}

    public static Mask mask() {
        boolean[] pixels = new boolean[Scene.HEIGHT * Scene.WIDTH];
        for (int y = 3; y < 9; y++) {
            Arrays.fill(pixels, y * Scene.WIDTH + 34, y * Scene.WIDTH + 40, true);
        }
        return Mask.of(Scene.HEIGHT, Scene.WIDTH, pixels);
    }

    public static Reason reason(String name) {
        AttributeDeviation lightness = new AttributeDeviation("lightness", "L*", -62, -3.1, 2.9, 20);
        Region place = new Region(0, SQUARE, 36, 5, 36, 1, 1);
        return new Reason(name, List.of("compact", "small"), place, List.of(lightness), 0.025);
    }

    public static Explanation explanation(FittedDetector fitted, Evidence... evidence) {
        Detection detection = fitted.detect(Scene.withSquare());
        AuditRecord audit = new AuditRecord("template", "0", "verbal", Map.of(), 0, "1", Duration.ofMillis(1));
        return new Explanation(detection, List.of(evidence), List.of(), audit);
    }

    /** Everything that a card can show. */
    public static Explanation full(FittedDetector fitted, double probability) {
        Image image = Scene.withSquare();
        Image normal = Scene.normal(77);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(reason("darker"));
        evidence.add(new Counterfactual(normal, difference(image, normal), 7, 1));
        evidence.add(new Reliance(probability, 0.5));
        evidence.add(new NearestNormal(
                new Region(0, SQUARE, 36, 5, 36, 1, 1),
                image.crop(SQUARE),
                List.of(new NormalPatch("images/normal/1.png", SQUARE, 0.5, normal.crop(SQUARE)))));
        evidence.add(new Statement("The score falls from 7 to 1.", List.of(1), "verbal"));
        evidence.add(new Statement("A small dark square, upper right.", List.of(0), "verbal"));
        return explanation(fitted, evidence.toArray(Evidence[]::new));
    }

    public static ImageCard card(String title, FittedDetector fitted, Evidence... evidence) {
        return card(title, fitted, explanation(fitted, evidence));
    }

    public static ImageCard card(String title, FittedDetector fitted, Explanation explanation) {
        return ImageCard.of(title, Scene.withSquare(), Optional.of(mask()), fitted, List.of(explanation));
    }

    private static AnomalyMap difference(Image first, Image second) {
        float[] values = first.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - second.buffer().get(i));
        }
        return AnomalyMap.of(first.height(), first.width(), values);
    }
}
