/**
 * Runs a SameDiff graph again and again on inputs of the same shapes without allocating: {@link io.xvad.training.plan.StaticPlan}
 * records SameDiff's own run once, and from then on executes the same operations into arrays that were placed beforehand.
 */
@NullMarked
package io.xvad.training.plan;

import org.jspecify.annotations.NullMarked;
