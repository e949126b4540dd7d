package io.xvad.core.detect;

import io.xvad.core.Cover;
import java.util.function.BiFunction;

/**
 * How a capability of one type is put behind a {@link Cover}.
 *
 * @param type of the capability
 * @param covered gives the same capability for covered samples; of a covered place it says that there is nothing
 */
public record CapabilityCover<C>(Class<C> type, BiFunction<C, Cover, C> covered) {}
