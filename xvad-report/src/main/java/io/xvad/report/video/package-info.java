/**
 * Annotated videos and the page that plays them: start with {@link io.xvad.report.video.VideoReport}. The only package here that needs
 * {@code xvad-video}, an optional dependency.
 */
@NullMarked
package io.xvad.report.video;

import org.jspecify.annotations.NullMarked;
