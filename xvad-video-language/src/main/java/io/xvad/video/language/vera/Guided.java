package io.xvad.video.language.vera;

import java.util.List;

/**
 * What the model says of a stretch of video when it is guided by questions.
 *
 * @param answers to the questions
 * @param anomalous the label
 */
record Guided(List<String> answers, boolean anomalous) {}
