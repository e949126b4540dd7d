/**
 * The geometric scene graph of a video: tracked objects, and how they are related by where they are and how they move, in a small
 * vocabulary that can be read and extended.
 */
@NullMarked
package io.xvad.video.relations;

import org.jspecify.annotations.NullMarked;
