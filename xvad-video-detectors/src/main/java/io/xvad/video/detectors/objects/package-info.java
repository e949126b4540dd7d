/** What detectors of things share: where objects come from, how fast they move, what they look like, and how they are related. */
@NullMarked
package io.xvad.video.detectors.objects;

import org.jspecify.annotations.NullMarked;
