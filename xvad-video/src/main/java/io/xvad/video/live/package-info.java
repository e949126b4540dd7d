/**
 * Watches several cameras at once with one fitted detector, tells of their events as they begin, grow and end, and passes them on. For those
 * who let it run for weeks.
 */
@NullMarked
package io.xvad.video.live;

import org.jspecify.annotations.NullMarked;
