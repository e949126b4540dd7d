/**
 * Generative adversarial networks: what the methods built on them share. Read {@link io.xvad.generative.gan.WassersteinCritic} for the critic
 * with gradient penalty.
 */
@NullMarked
package io.xvad.generative.gan;

import org.jspecify.annotations.NullMarked;
