package io.xvad.generative.flow;

import org.nd4j.autodiff.samediff.SDVariable;

/** The network within a coupling step, which need not be invertible. */
@FunctionalInterface
public interface Subnet {

    /**
     * What the half of the channels that stays as it is says of the other half.
     *
     * @param name of the step, with which the names of all weights begin
     * @param index of the step, from 0
     * @param kept the first half
     * @param in channels of the first half
     * @param out channels that are wanted
     */
    SDVariable of(String name, int index, SDVariable kept, int in, int out);
}
