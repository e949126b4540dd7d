package io.xvad.core.detect;

import io.xvad.core.Tiling;
import java.util.function.BiFunction;

/**
 * How a capability of one type, which a detector has for tiles, is had for whole images.
 *
 * @param type of the capability
 * @param tiled gives the same capability for images of more than one tile
 */
public record CapabilityTiling<C>(Class<C> type, BiFunction<C, Tiling, C> tiled) {}
