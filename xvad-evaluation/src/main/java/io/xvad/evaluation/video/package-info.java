/** What the commands do with videos: watching them, drawing on them, measuring, and the page that plays them. */
@NullMarked
package io.xvad.evaluation.video;

import org.jspecify.annotations.NullMarked;

