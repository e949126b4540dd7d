/**
 * A head with long- and short-term context (Lv and Sun 2024). Read {@link io.xvad.video.detectors.vador.Vador} for its options and
 * {@code VadorNetwork} for its equations.
 */
@NullMarked
package io.xvad.video.detectors.vador;

import org.jspecify.annotations.NullMarked;
