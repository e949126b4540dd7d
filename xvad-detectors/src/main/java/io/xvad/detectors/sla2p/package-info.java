/** SLA2P, self-supervision with adversarial perturbation (Wang et al., 2022). Read {@code Sla2pNetwork} for the classifier and its loss. */
@NullMarked
package io.xvad.detectors.sla2p;

import org.jspecify.annotations.NullMarked;
