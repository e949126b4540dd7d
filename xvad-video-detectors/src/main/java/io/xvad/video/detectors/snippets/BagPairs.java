package io.xvad.video.detectors.snippets;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Batches of as many anomalous as normal bags: a bag of the kind of which there are more is an example, and gets one of the other kind by chance.
 *
 * @param normal bags, at least one
 * @param anomalous bags, at least one
 */
public record BagPairs(List<Bag> normal, List<Bag> anomalous) {

    /** Of bags of both kinds. */
    public static BagPairs of(List<Bag> bags) {
        return new BagPairs(
                bags.stream().filter(bag -> !bag.anomalous()).toList(),
                bags.stream().filter(Bag::anomalous).toList());
    }

    /** The examples of an epoch. */
    public List<Bag> examples() {
        return normal.size() >= anomalous.size() ? normal : anomalous;
    }

    /** The bags of a batch: the anomalous ones first, then as many normal ones. */
    public List<Bag> batch(List<Bag> examples, UniformRandomProvider random) {
        List<Bag> others = normal.size() >= anomalous.size() ? anomalous : normal;
        List<Bag> drawn = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            drawn.add(others.get(random.nextInt(others.size())));
        }
        List<Bag> all = new ArrayList<>(examples.get(0).anomalous() ? examples : drawn);
        all.addAll(examples.get(0).anomalous() ? drawn : examples);
        return all;
    }
}
