"""Golden values of LIME from the authors' package.

    pip install lime==0.2.0.1 numpy==2.4.6 scikit-image==0.26.0 scikit-learn==1.9.1 scipy==1.17.1
    python lime_package.py .

A score with an interaction, on an image of 12 segments that are hidden in black; the copies that the package draws are written with its
answers, so that the same copies can be given to XVAD.
"""
import sys
from pathlib import Path

import numpy as np
from lime.lime_image import LimeImageExplainer

SEGMENTS = 12
COPIES = 200


class Recording(LimeImageExplainer):
    """Keeps the copies that were drawn and what they scored."""

    def data_labels(self, *args, **kwargs):
        self.data, self.labels = super().data_labels(*args, **kwargs)
        return self.data, self.labels


def main(folder):
    random = np.random.RandomState(7)
    segments = np.repeat(np.repeat(np.arange(SEGMENTS).reshape(3, 4), 4, axis=0), 4, axis=1)
    image = np.repeat(random.uniform(0.2, 0.9, segments.shape)[:, :, None], 3, axis=2)
    weights = random.uniform(-1, 1, segments.shape)

    def score(images):
        grey = images[:, :, :, 0]
        linear = (grey * weights).sum(axis=(1, 2))
        return np.stack([linear + 3 * grey[:, 0, 0] * grey[:, -1, -1]], axis=1)

    explainer = Recording(random_state=3)
    answer = explainer.explain_instance(image, score, labels=(0,), top_labels=None, hide_color=0, num_samples=COPIES,
                                        num_features=SEGMENTS, segmentation_fn=lambda any: segments,
                                        random_seed=5)
    coefficients = np.zeros(SEGMENTS)
    for segment, value in answer.local_exp[0]:
        coefficients[segment] = value
    out = Path(folder)
    np.save(out / "lime-shown.npy", explainer.data.astype(np.float32))
    np.save(out / "lime-scores.npy", explainer.labels[:, 0].astype(np.float64))
    np.save(out / "lime-coefficients.npy", coefficients)
    print(coefficients, answer.intercept[0])


main(sys.argv[1])
