"""anomalib's side of detectors.py: its models as PyTorch modules, without Lightning's loop around them."""
from itertools import cycle
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import torch
from anomalib.data.utils import read_image
from anomalib.data.utils.generators.perlin import PerlinAnomalyGenerator
from anomalib.models.components import TimmFeatureExtractor
from anomalib.models.image.draem.loss import DraemLoss
from anomalib.models.image.draem.torch_model import DraemModel
from anomalib.models.image.padim.torch_model import PadimModel
from anomalib.models.image.patchcore.torch_model import PatchcoreModel
from anomalib.models.image.stfpm.anomaly_map import AnomalyMapGenerator
from anomalib.models.image.stfpm.loss import STFPMLoss
from anomalib.models.image.stfpm.torch_model import STFPMModel
from torch.nn import functional
from torchvision.transforms.v2 import Compose, Normalize, Resize

import onnx_torch
import peer

NETWORK = (Path(__file__).resolve().parents[2]
           / "xvad-detectors/src/main/resources/io/xvad/detectors/backbone/efficientnet-lite0-s16.onnx")
TEXTURES = Path(__file__).resolve().parents[2] / "xvad-detectors/src/main/resources/io/xvad/detectors/textures"
SIDE = 224
FIT_BATCH = 8
STFPM_LAYERS = {"stride4": "blocks.1", "stride8": "blocks.2", "stride16": "blocks.4"}
STFPM_BATCH = 32
DRAEM_SIDE = 256
DRAEM_BATCH = 8


class BilinearMap(torch.nn.Module):
    """PatchCore's map made larger by bilinear interpolation, as XVAD's and PaDiM's are, and not by the nearest value."""

    def __init__(self, own):
        super().__init__()
        self.blur = own.blur

    def forward(self, patch_scores, image_size):
        return self.blur(functional.interpolate(patch_scores, size=tuple(image_size), mode="bilinear"))


class BilinearPadim(PadimModel):
    """PaDiM that joins its layers by bilinear interpolation, as XVAD and anomalib's PatchCore do."""

    def generate_embedding(self, features):
        first, second = (features[layer] for layer in self.layers)
        larger = functional.interpolate(second, size=first.shape[-2:], mode="bilinear")
        return torch.index_select(torch.cat((first, larger), 1), 1, self.idx)


class Stfpm(STFPMModel):
    """STFPM whose teacher is the packaged backbone and whose student is the same network before training, with batch normalisation."""

    def __init__(self):
        torch.nn.Module.__init__(self)
        self.tiler = None
        self.teacher_model = onnx_torch.OnnxBackbone(NETWORK, list(STFPM_LAYERS))
        self.student = TimmFeatureExtractor("efficientnet_lite0", list(STFPM_LAYERS.values()), pre_trained=False, requires_grad=True)
        self.anomaly_map_generator = AnomalyMapGenerator()

    def student_model(self, images):
        return dict(zip(STFPM_LAYERS, self.student(images).values()))

    def train(self, mode=True):
        super().train(mode)
        self.teacher_model.eval()
        return self


class Anomalib:
    """Keeps the models it has fitted under the names given to them."""

    def __init__(self):
        torch.set_num_threads(peer.threads())
        self.models, self.transforms = {}, {}
        mean, std = onnx_torch.normalisation(NETWORK)
        self.transform = Compose([Resize((SIDE, SIDE), antialias=True), Normalize(mean=mean, std=std)])
        self.backbone = onnx_torch.OnnxBackbone(NETWORK)
        self.reference = onnx_torch.session(NETWORK, peer.threads())

    def features(self, files):
        """How far the features of both engines are apart on the same input."""
        batch = torch.stack([self.transform(read_image(file, as_tensor=True)) for file in files])
        return onnx_torch.largest_difference(self.backbone, self.reference, batch)

    def patchcore(self, name, files, size, seed=0):
        """Seconds from the files to the fitted model."""
        torch.manual_seed(seed)
        start = perf_counter()
        model = self.models[name] = PatchcoreModel(layers=onnx_torch.LAYERS, backbone=self.backbone)
        self.learn(model, files)
        model.subsample_embedding((size + 0.5) / sum(each.shape[0] for each in model.embedding_store))
        model.eval()
        return perf_counter() - start

    def patchcore_with(self, name, model_file):
        """Remembers what XVAD remembers."""
        model = self.models[name] = PatchcoreModel(layers=onnx_torch.LAYERS, backbone=self.backbone).eval()
        model.memory_bank = torch.tensor(peer.entry(model_file, "memory"))

    def padim(self, name, files, model_file, bilinear=False):
        """Seconds from the files to the fitted model, over the channels that XVAD drew."""
        channels = torch.tensor(peer.entry(model_file, "channels"), dtype=torch.long)
        start = perf_counter()
        kind = BilinearPadim if bilinear else PadimModel
        model = self.models[name] = kind(layers=onnx_torch.LAYERS, backbone=self.backbone, n_features=len(channels))
        model.idx = channels
        self.learn(model, files)
        model.fit()
        model.eval()
        return perf_counter() - start

    def learn(self, model, files):
        model.train()
        for start in range(0, len(files), FIT_BATCH):
            model(torch.stack([self.transform(read_image(file, as_tensor=True))
                               for file in files[start:start + FIT_BATCH]]))

    def stfpm(self, name, files, seconds, seed=0):
        """Trains for so many seconds of the processor; returns the steps and the last loss."""
        torch.manual_seed(seed)
        model, loss = Stfpm(), STFPMLoss()
        self.transforms[name] = self.transform
        return self.train(name, model, files, STFPM_BATCH, seconds, lambda batch: loss(*model(batch)),
                          torch.optim.SGD(model.student.parameters(), lr=0.4, momentum=0.9, weight_decay=1e-4))

    def draem(self, name, files, seconds, seed=0):
        """As stfpm; textures are XVAD's."""
        torch.manual_seed(seed)
        model, loss, anomalies = DraemModel(), DraemLoss(), PerlinAnomalyGenerator(TEXTURES, blend_factor=(0.1, 1.0))
        self.transforms[name] = Resize((DRAEM_SIDE, DRAEM_SIDE), antialias=True)

        def loss_of(batch):
            anomalous, mask = anomalies(batch)
            reconstruction, prediction = model(anomalous)
            return loss(batch, reconstruction, mask, prediction)

        return self.train(name, model, files, DRAEM_BATCH, seconds, loss_of, torch.optim.Adam(model.parameters(), lr=1e-4))

    def train(self, name, model, files, batch, seconds, loss_of, optimiser):
        begun = process_time()
        images = [self.transforms[name](read_image(file, as_tensor=True)) for file in files]
        model.train()
        steps = 0
        for indices in cycle(range(0, len(images), batch)):
            if indices == 0:
                order = torch.randperm(len(images)).tolist()
            loss = loss_of(torch.stack([images[i] for i in order[indices:indices + batch]]))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            steps += 1
            if process_time() - begun >= seconds:
                break
        self.models[name] = model.eval()
        return steps, float(loss.detach())

    def bilinear_map(self, name):
        model = self.models[name]
        model.anomaly_map_generator = BilinearMap(model.anomaly_map_generator)

    def neighbours(self, name, count):
        self.models[name].num_neighbors = count

    def memory(self, name):
        return list(self.models[name].memory_bank.shape)

    def maps(self, name, pictures, folder, maximum=False):
        """Writes the map of each picture, resized to the picture's size, and the scores, or the maxima of the maps."""
        scores = {}
        for picture, file in pictures.items():
            image = read_image(file, as_tensor=True)
            found = self.predict(name, image[None])
            size = tuple(image.shape[-2:])
            large = functional.interpolate(found.anomaly_map.reshape(1, 1, *found.anomaly_map.shape[-2:]), size=size, mode="bilinear", antialias=True)
            np.save(peer.map_file(folder, picture), large[0, 0].numpy())
            scores[picture] = float(large.max() if maximum else found.pred_score)
        peer.write_scores(scores, folder)

    def detect(self, name, files, batch, seconds):
        """Milliseconds an image from decoded pictures of one size to score and map of the network's input size."""
        images = [torch.stack(group) for group in peer.groups([read_image(file, as_tensor=True) for file in files], batch)]
        return peer.timed(lambda one: self.predict(name, one).pred_score.tolist(), images, seconds)

    def predict(self, name, images):
        with torch.inference_mode():
            return self.models[name](self.transforms.get(name, self.transform)(images))

    def nearest(self, seconds):
        """Milliseconds for the nearest of 10,000 rows of 384 values, 784 queries."""
        queries, rows = torch.rand(784, 384), torch.rand(10_000, 384)
        with torch.inference_mode():
            return peer.timed(lambda _: torch.cdist(queries, rows).min(1), peer.ONCE, seconds)

    def torch_backbone(self, batch, seconds):
        images = [torch.rand(batch, 3, SIDE, SIDE)]
        with torch.inference_mode():
            return peer.timed(self.backbone, images, seconds)

    def onnx_backbone(self, batch, seconds):
        images = [np.random.default_rng(0).random((batch, 3, SIDE, SIDE), np.float32)]
        return peer.timed(lambda one: self.reference.run(onnx_torch.LAYERS, {"input": one}), images, seconds)


peer.serve(Anomalib())
