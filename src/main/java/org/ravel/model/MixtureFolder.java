package org.ravel.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.mixture.MixtureModel;
import org.ravel.storage.JsonFile;
import org.ravel.storage.Storage;

/** The models of a mixture, in folders of its own folder. */
record MixtureFolder(Storage storage, ModelStore models, Path folder) {

  /**
   * Writes a mixture with copies of its models.
   *
   * @return SHA-256 of the file with the weights
   * @throws InputException if a model has changed since it was read
   */
  String write(MixtureModel mixture) {
    MixtureFile file = MixtureFile.of(mixture);
    for (int i = 0; i < file.parts().size(); i++) {
      Path from = new Path(mixture.parts().get(i).folder());
      Path to = folder(file.parts().get(i));
      for (String name : models.files(from)) {
        storage.copy(new Path(from, name), new Path(to, name));
      }
    }
    JsonFile.write(storage, path(), file);
    verifyDescriptions(file);
    verifyModels();
    return storage.sha256(path());
  }

  /** Reads it, and verifies each of its models; {@link #verifyWeights} has been called. */
  MixtureModel read() {
    MixtureFile file = file();
    List<MixtureModel.Part> parts = new ArrayList<>();
    for (MixtureFile.StoredPart stored : file.parts()) {
      parts.add(models.part(folder(stored), models.load(folder(stored))));
    }
    return new MixtureModel(
        parts, file.parts().stream().map(MixtureFile.StoredPart::weight).toList());
  }

  /**
   * Verifies the file with the weights, and that the models are those that were mixed.
   *
   * @param digest of that file
   * @throws InputException if a file is missing, altered or cut off
   */
  void verifyWeights(String digest) {
    ModelStore.verify(storage, path(), digest);
    verifyDescriptions(file());
  }

  /**
   * Verifies that each of its models is whole.
   *
   * @throws InputException if a file is missing, altered or cut off
   */
  void verifyModels() {
    file().parts().forEach(part -> models.verify(folder(part)));
  }

  private void verifyDescriptions(MixtureFile file) {
    for (MixtureFile.StoredPart part : file.parts()) {
      Path description = new Path(folder(part), ModelStore.DESCRIPTION);
      String digest = storage.sha256(description);
      if (!digest.equals(part.modelDigest())) {
        throw new InputException(
            "%s has SHA-256 %s but the mixture was fitted with %s: another model stands in its place; train the mixture again"
                .formatted(description, digest, part.modelDigest()));
      }
    }
  }

  private MixtureFile file() {
    return JsonFile.read(storage, path(), MixtureFile.class).require(path());
  }

  private Path path() {
    return new Path(folder, MixtureFile.NAME);
  }

  private Path folder(MixtureFile.StoredPart part) {
    return new Path(folder, part.folder());
  }
}
