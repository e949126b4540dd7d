/** Names the ways in which an image differs from normal, by how much they surprise. For those who ask why. */
@NullMarked
package io.xvad.explainers.reason;

import org.jspecify.annotations.NullMarked;
