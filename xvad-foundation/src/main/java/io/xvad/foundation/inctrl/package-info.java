/** InCTRL (Zhu and Pang 2024). */
@NullMarked
package io.xvad.foundation.inctrl;

import org.jspecify.annotations.NullMarked;
