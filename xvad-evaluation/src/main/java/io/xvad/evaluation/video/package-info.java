/**
 * A detector or an explainer on videos with a known truth: start with {@link io.xvad.evaluation.video.VideoEvaluation}. The only
 * package here that needs {@code xvad-video}, an optional dependency.
 */
@NullMarked
package io.xvad.evaluation.video;

import org.jspecify.annotations.NullMarked;
