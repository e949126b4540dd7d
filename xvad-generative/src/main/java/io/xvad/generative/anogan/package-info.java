/**
 * AnoGAN (Schlegl et al., 2017), for readers of that method: provider, networks with the loss of the search, and the search of a code for each
 * image.
 */
@NullMarked
package io.xvad.generative.anogan;

import org.jspecify.annotations.NullMarked;
