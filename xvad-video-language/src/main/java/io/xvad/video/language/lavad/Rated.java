package io.xvad.video.language.lavad;

/**
 * A position and what is said of the window around it.
 *
 * @param frame index of the frame in its video
 * @param summary of the captions of the window; empty if no answer could be read
 * @param model that summarised, as the server names it; empty if it does not
 * @param rating of the summary, or the line between its neighbours where that could not be read
 * @param score after refinement
 */
record Rated(long frame, String summary, String model, double rating, double score) {}
