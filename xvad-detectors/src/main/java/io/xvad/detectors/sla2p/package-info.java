/** SLA2P (Wang et al. 2021). */
@NullMarked
package io.xvad.detectors.sla2p;

import org.jspecify.annotations.NullMarked;
