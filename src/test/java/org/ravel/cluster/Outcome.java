package org.ravel.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Sha256;

/** What commands have made, without the traces of time and place. */
final class Outcome {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Outcome() {}

  /** Digests of the shard files, by split and name. */
  static Map<String, String> shards(FileSystem files, Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String split : List.of("train", "validation", "test")) {
      for (FileStatus file : files.listStatus(new Path(folder, split))) {
        try (InputStream in = files.open(file.getPath())) {
          digests.put(split + "/" + file.getPath().getName(), Sha256.of(in));
        }
      }
    }
    return digests;
  }

  /** Digests of a network's layers and parameters: all its bits. */
  static Map<String, String> network(FileSystem files, Path model) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (String name : List.of("specification.json", "parameters.bin")) {
      try (InputStream in = files.open(new Path(model, name))) {
        digests.put(name, Sha256.of(in));
      }
    }
    return digests;
  }

  /** All figures of a report. */
  static String report(FileSystem files, Path report) throws IOException {
    try (InputStream in = files.open(new Path(report, "report.json"))) {
      ObjectNode json = (ObjectNode) JSON.readTree(in);
      json.remove(List.of("created", "facts", "configuration"));
      ((ObjectNode) json.get("evaluation")).remove(List.of("seconds", "tokensPerSecond"));
      json.get("learningCurve").forEach(point -> ((ObjectNode) point).remove("tokensPerSecond"));
      return json.toPrettyString();
    }
  }

  /** The loss of each round that a {@code metrics.jsonl} tells of, as text: all its digits. */
  static List<String> losses(FileSystem files, Path metrics) throws IOException {
    List<String> losses = new ArrayList<>();
    // While it is written the last line may be a part of one.
    for (String line : text(files, metrics).split("\n", -1)) {
      if (line.endsWith("}") && JSON.readTree(line).get("event").asText().equals("round")) {
        losses.add(JSON.readTree(line).get("loss").asText());
      }
    }
    return losses;
  }

  /** Digests of the files with scores, by number: Spark's names hold a random part. */
  static Map<String, String> scores(FileSystem files, Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (FileStatus file : files.listStatus(folder)) {
      String name = file.getPath().getName();
      if (name.startsWith("part-")) {
        try (InputStream in = files.open(file.getPath())) {
          digests.put(name.substring(0, "part-00000".length()), Sha256.of(in));
        }
      }
    }
    return digests;
  }

  /** A file's text. */
  static String text(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
