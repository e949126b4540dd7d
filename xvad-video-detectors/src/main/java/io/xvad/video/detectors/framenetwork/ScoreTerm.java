package io.xvad.video.detectors.framenetwork;

/**
 * A part of a frame's score beside the error of its pixels.
 *
 * @param name what it is called in explanations, kebab-case
 * @param unit of its values; empty if they have none
 * @param output name of the output of the network whose mean is the value of the term
 * @param weight of the standardised value in the score
 */
public record ScoreTerm(String name, String unit, String output, double weight) {}
