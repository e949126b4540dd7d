package io.xvad.evaluation.drift;

/** What changed, as far as the images tell. */
public enum DriftCause {
    /** Brightness, contrast or colour: the lamp, the exposure, the white balance, dirt on a window. */
    LIGHTING("the lighting changed"),
    /** Sharpness: the lens, its distance, dirt on it. */
    FOCUS("the focus changed"),
    /** Where the object lies, how it is turned, how large it is: the camera or the fixture moved. */
    POSITION("the position changed"),
    /** Grain: gain, exposure time, temperature of the sensor. */
    NOISE("the noise rose"),
    /** Scores changed, and nothing else that is measured did: more defects, another material or product. */
    SCORES("the scores changed, and no change of lighting, focus, position or noise was seen");

    private final String words;

    DriftCause(String words) {
        this.words = words;
    }

    /** A clause that says so. */
    public String words() {
        return words;
    }
}
