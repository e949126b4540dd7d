/** The reasons that a language model gave for what it says of a video: where they are, and how they were checked. */
@NullMarked
package io.xvad.video.language.told;

import org.jspecify.annotations.NullMarked;
