package io.xvad.video.detectors.objects;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.relations.GeometricRelation;
import io.xvad.video.relations.RelationThresholds;
import io.xvad.video.relations.RelationVocabulary;
import io.xvad.video.stream.VideoOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The options of every detector that looks at a {@link SceneSource}. */
public final class SceneOptions {

    /** For how many frames something has been followed. */
    public static final OptionSpec<Integer> SEEN =
            OptionSpec.integer("seen", 2, 1, 100, "Frames for which something must have been followed to be looked at");

    /** The vocabulary. */
    public static final OptionSpec<List<String>> RELATIONS = OptionSpec.words(
            "relations",
            Arrays.stream(GeometricRelation.values())
                    .map(GeometricRelation::word)
                    .toList(),
            "words of relations, those of your own too",
            "The relations of the scene graph that are looked at");

    private static final RelationThresholds DEFAULTS = RelationThresholds.defaults();

    /** The gap up to which two are near. */
    public static final OptionSpec<Double> NEAR = OptionSpec.decimal(
            "near", DEFAULTS.near(), 0.01, 10, "Two are near up to this gap, in the mean of their heights");

    /** The gap up to which two are a pair. */
    public static final OptionSpec<Double> REACH = OptionSpec.decimal(
            "reach",
            DEFAULTS.reach(),
            0.01,
            100,
            "Two are looked at as a pair up to this gap, in the mean of their heights");

    /** The speed below which something stands. */
    public static final OptionSpec<Double> STILL = OptionSpec.decimal(
            "still", DEFAULTS.still(), 0.001, 10, "What is slower than this stands, in heights of its own a second");

    /** How long a relation that takes time must have lasted. */
    public static final OptionSpec<Double> LASTING = OptionSpec.decimal(
            "lasting", DEFAULTS.lasting(), 0.01, 60, "Seconds for which a relation that takes time must have lasted");

    /** All of them. */
    public static final List<OptionSpec<?>> ALL = all();

    private SceneOptions() {}

    private static List<OptionSpec<?>> all() {
        List<OptionSpec<?>> all = new ArrayList<>(List.of(
                VideoOptions.SMOOTHING,
                BackgroundImage.HEIGHT,
                BackgroundImage.STABILISE,
                ObjectProposals.SMALLEST,
                SEEN,
                RELATIONS,
                NEAR,
                REACH,
                STILL,
                LASTING,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS));
        all.addAll(ObjectSource.OPTIONS);
        return List.copyOf(all);
    }

    static RelationThresholds thresholds(Options options) {
        return new RelationThresholds(options.get(NEAR), options.get(REACH), options.get(STILL), options.get(LASTING));
    }

    static RelationVocabulary vocabulary(Options options) {
        return RelationVocabulary.load().only(options.get(RELATIONS));
    }
}
