/** EfficientAD (Batzner, Heckler and König 2024). */
@NullMarked
package io.xvad.detectors.efficientad;

import org.jspecify.annotations.NullMarked;
