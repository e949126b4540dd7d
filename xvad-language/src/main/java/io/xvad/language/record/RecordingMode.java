package io.xvad.language.record;

/** What is done with a recording. */
public enum RecordingMode {
    /** There is none: the model is asked. */
    LIVE,
    /** The model is asked, and what it answers is added. */
    RECORD,
    /** The model is never asked: what was not recorded cannot be answered. */
    REPLAY,
    /** What was recorded is answered from it; the model is asked for the rest, which is added. */
    RECORD_MISSING
}
