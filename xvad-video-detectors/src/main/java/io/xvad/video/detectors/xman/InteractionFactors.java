package io.xvad.video.detectors.xman;

import io.xvad.video.relations.SceneObject;
import java.util.Arrays;
import java.util.List;

/**
 * The vector of an interaction, of which every entry has a name: in which share of the last second each relation held, how sure the object
 * detector is of each class of the object, and height, speed, stay, crowding and colours of the subject. Shares and confidences are transformed by the arc sine of the
 * square root, so that a Gaussian fits them near 0 and 1. Immutable and thread-safe.
 *
 * @param words the vocabulary of relations
 * @param classes of objects in normal videos, the others count as one
 * @param longestStay seconds, above 0: the longest stay of which normal clips tell whether it is usual; longer ones count as it
 */
record InteractionFactors(List<String> words, List<String> classes, double longestStay) {

    /** More factors than these are not told apart. */
    static final int MOST = 64;

    static final String OTHER = "another class";
    private static final int OF_SUBJECT = 5;
    private static final double SHARE_ACCURACY = 0.25;
    private static final double HEIGHT_ACCURACY = 0.05;
    private static final double SPEED_ACCURACY = 0.005;
    private static final double STAY_ACCURACY = 0.5;
    private static final double CROWDING_ACCURACY = 0.1;
    private static final double COLOURS_ACCURACY = 0.2;

    InteractionFactors {
        words = List.copyOf(words);
        classes = List.copyOf(classes);
    }

    int size() {
        return words.size() + classes.size() + 1 + OF_SUBJECT;
    }

    /** The factors of an interaction; those of the subject are NaN if they are not known. */
    double[] vector(Interaction interaction) {
        double[] factors = new double[size()];
        interaction.pair().ifPresent(pair -> {
            for (int r = 0; r < words.size(); r++) {
                factors[r] = transformed(pair.shares()[r]);
            }
            int known = classes.indexOf(pair.object());
            int at = words.size() + (known < 0 ? classes.size() : known);
            factors[at] = transformed(pair.pair().moment().object().confidence());
        });
        SceneObject subject = interaction.subject();
        double height = interaction.frameHeight();
        factors[height()] = Math.log(subject.box().height() / height);
        factors[speed()] = subject.speed() / height;
        factors[stay()] = Math.min(interaction.measures().stay(), longestStay);
        factors[crowding()] = interaction.measures().crowding();
        factors[colours()] = Math.log(interaction.measures().colours());
        return factors;
    }

    /** The factor of the subject's height: the logarithm of its share in the frame's. */
    int height() {
        return size() - OF_SUBJECT;
    }

    /** The factor of the subject's speed, in heights of the frame a second; NaN if it is not known. */
    int speed() {
        return height() + 1;
    }

    /** The factor of the subject's stay, in seconds, at most {@link #longestStay}; NaN if it is not known. */
    int stay() {
        return height() + 2;
    }

    /** The factor of how much there is around the subject, in shares of its surroundings; NaN if it is not known. */
    int crowding() {
        return height() + 3;
    }

    /** The factor of the subject's colours: the logarithm of their number; NaN if it is not known. */
    int colours() {
        return height() + 4;
    }

    /**
     * To what each factor is known: a quarter for transformed shares, a twentieth of a height, a two-hundredth of a height of the frame
     * a second, half a second of stay, a tenth of the surroundings, and a fifth of the number of colours.
     */
    double[] accuracies() {
        double[] accuracies = new double[size()];
        Arrays.fill(accuracies, SHARE_ACCURACY);
        accuracies[height()] = HEIGHT_ACCURACY;
        accuracies[speed()] = SPEED_ACCURACY;
        accuracies[stay()] = STAY_ACCURACY;
        accuracies[crowding()] = CROWDING_ACCURACY;
        accuracies[colours()] = COLOURS_ACCURACY;
        return accuracies;
    }

    static double transformed(double share) {
        return Math.asin(Math.sqrt(Math.max(0, Math.min(1, share))));
    }

    static double share(double transformed) {
        double root = Math.sin(transformed);
        return root * root;
    }

    boolean isRelation(int factor) {
        return factor < words.size();
    }

    /** The class that a factor is of; only if it is of one. */
    String className(int factor) {
        int at = factor - words.size();
        return at < classes.size() ? classes.get(at) : OTHER;
    }
}
