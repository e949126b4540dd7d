"""XVAD's side of detectors.py: a JVM in this process, called through JPype."""
from pathlib import Path
from time import perf_counter

import jpype

import peer

ROOT = Path(__file__).resolve().parents[2]
JVM = ["-Xmx4g", "-Djava.awt.headless=true", "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2"]

CLASSES = ("xvad-cli/target/classes", "xvad-cli/target/lib/*", "xvad-benchmarks/target/classes")

jpype.startJVM(*JVM, classpath=[str(ROOT / part) for part in CLASSES])
core = jpype.JPackage("io").xvad.core
data = jpype.JPackage("io").xvad.data
java = jpype.JPackage("java")
MemoryBenchmark = jpype.JPackage("io").xvad.detectors.patchcore.MemoryBenchmark
LimitsBenchmark = jpype.JPackage("io").xvad.benchmarks.LimitsBenchmark


class Xvad:
    """Keeps the detectors it has fitted under the names given to them."""

    def __init__(self):
        self.fitted = {}
        self.reader = data.image.ImageReader.withDefaults()

    def fit(self, name, detector, files, options, seed=0):
        """Seconds from the files to the fitted detector, without writing it."""
        if name in self.fitted:
            self.fitted.pop(name).close()
        values = java.util.HashMap({**options, "engine": "onnxruntime"})
        chosen = core.registry.Registry.load(core.detect.Detector.class_).get(detector)
        training = core.detect.Training.of(chosen).withOptions(values).withSeed(seed).withHeldOut(0.0)
        start = perf_counter()
        self.fitted[name] = training.fit(data.dataset.ImageFolder.of([java.nio.file.Path.of(file) for file in files]))
        return perf_counter() - start

    def save(self, name, model):
        core.detect.Models.save(self.fitted[name], java.nio.file.Path.of(model))

    def maps(self, name, pictures, folder):
        """Writes the map of each picture, of the picture's size, and the scores."""
        scores = {}
        for picture, file in pictures.items():
            detection = self.fitted[name].detect(self.read(file))
            data.map.MapFiles.writeNpy(detection.map(), java.nio.file.Path.of(str(peer.map_file(folder, picture))))
            scores[picture] = float(detection.score())
        peer.write_scores(scores, folder)

    def detect(self, name, files, batch, seconds):
        """Milliseconds an image from decoded pictures to score and map."""
        fitted = self.fitted[name]
        images = peer.groups([self.read(file) for file in files], batch)
        if batch == 1:
            return peer.timed(lambda one: fitted.detect(one[0]), images, seconds)
        return peer.timed(fitted.detectAll, [java.util.ArrayList(group) for group in images], seconds)

    def nearest(self, seconds):
        """Milliseconds for the nearest of 10,000 rows of 384 values, 784 queries."""
        benchmark = MemoryBenchmark()
        benchmark.by = "onnxruntime"
        benchmark.open()
        times = peer.timed(lambda _: benchmark.nearest(), peer.ONCE, seconds)
        benchmark.close()
        return times

    def product(self, seconds):
        """Milliseconds for the product of two matrices of 1024 x 1024."""
        benchmark = LimitsBenchmark()
        times = peer.timed(lambda _: benchmark.product(), peer.ONCE, seconds)
        benchmark.close()
        return times

    def read(self, file):
        return self.reader.read(java.nio.file.Path.of(file))


peer.serve(Xvad())
