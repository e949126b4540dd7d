package io.xvad.foundation.saaplus;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of the objects of an image and of their anomalies, said in a sentence of a fixed form: "the image of candle have 4 similar candle, with a maximum of 1
 * anomaly. The anomaly would not exceed 0.3 object area."
 *
 * @param objects number of objects in an image, at least 1
 * @param similar whether they look alike, so that each is compared with the others
 * @param anomalies most masks that are kept, at least 1
 * @param area largest area of an anomaly as a share of the largest object's, above 0
 */
record PropertyPrompt(int objects, boolean similar, int anomalies, double area) {

    private static final Pattern OBJECTS = Pattern.compile("\\bha(?:ve|s) (\\d{1,4}) (similar|dissimilar)\\b");
    private static final Pattern ANOMALIES = Pattern.compile("\\bmaximum of (\\d{1,4}) anomal");
    private static final Pattern AREA = Pattern.compile("\\bnot exceed (\\d{1,4}(?:\\.\\d{1,9})?) object area\\b");

    PropertyPrompt {
        if (objects < 1 || anomalies < 1 || !(area > 0)) {
            throw new IllegalArgumentException(
                    "a property prompt needs at least 1 object, 1 anomaly and an area above 0");
        }
    }

    /**
     * Reads the sentence.
     *
     * @throws IllegalArgumentException if a part is missing; the message says which
     */
    static PropertyPrompt parse(String sentence) {
        Matcher objects = found(OBJECTS, sentence, "how many objects: '... have 4 similar ...'");
        Matcher anomalies = found(ANOMALIES, sentence, "how many anomalies: '... maximum of 1 anomaly'");
        Matcher area = found(AREA, sentence, "how large an anomaly is: '... not exceed 0.3 object area'");
        return new PropertyPrompt(
                Integer.parseInt(objects.group(1)),
                objects.group(2).equals("similar"),
                Integer.parseInt(anomalies.group(1)),
                Double.parseDouble(area.group(1)));
    }

    private static Matcher found(Pattern pattern, String sentence, String what) {
        return Optional.of(pattern.matcher(sentence))
                .filter(Matcher::find)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the property prompt must say " + what + "; got '" + sentence + "'"));
    }

    /** Whether each object is compared with the others, rather than the image with itself. */
    boolean comparesObjects() {
        return objects > 1 && similar;
    }
}
