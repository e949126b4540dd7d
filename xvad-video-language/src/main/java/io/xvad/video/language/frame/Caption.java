package io.xvad.video.language.frame;

/**
 * What a model sees in a frame.
 *
 * @param text its description
 * @param model that described it, as the server names it; empty if it does not
 */
public record Caption(String text, String model) {}
