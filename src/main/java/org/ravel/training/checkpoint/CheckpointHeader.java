package org.ravel.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.ravel.error.InputException;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.StateShape;

/**
 * The part of a checkpoint that people can read.
 *
 * @param format version of the layout
 * @param progress of the training
 * @param state what arrays follow; null for none
 */
record CheckpointHeader(int format, Progress progress, StateShape state) {
  static final int FORMAT = 4;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  static CheckpointHeader of(Checkpoint checkpoint) {
    EngineState state = checkpoint.state();
    return new CheckpointHeader(
        FORMAT, checkpoint.progress(), state == null ? null : StateShape.of(state));
  }

  /** In JSON. */
  byte[] bytes() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a header is plain data", e);
    }
  }

  /**
   * Reads the JSON.
   *
   * @param file whose it is, for the message
   * @throws InputException if it is of another version, or not of this form
   */
  static CheckpointHeader parse(Object file, byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      int format = tree.path("format").asInt();
      if (format != FORMAT) {
        throw new InputException(
            "the checkpoint %s has format %d, but this version of Ravel reads format %d; go on with the version that wrote it, or give --overwrite to start again"
                .formatted(file, format, FORMAT));
      }
      CheckpointHeader header = JSON.treeToValue(tree, CheckpointHeader.class);
      if (header.progress == null) {
        throw new InputException(malformed(file, "it tells of no progress"));
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new InputException(malformed(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new InputException(malformed(file, e.getMessage()), e);
    }
  }

  private static String malformed(Object file, String reason) {
    return "the header of the checkpoint %s is malformed: %s; remove the file to go on from the one before, or give --overwrite to start again"
        .formatted(file, reason);
  }

  /** Numbers that follow. */
  long numbers() {
    return state == null ? 0 : state.numbers();
  }
}
