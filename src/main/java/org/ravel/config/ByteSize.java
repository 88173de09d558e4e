package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;

/** A number of bytes, written {@code 32MiB}, {@code 1GB}, or as a plain number. */
public record ByteSize(long bytes) {

  @JsonCreator
  static ByteSize parse(Object text) {
    var holder = ConfigFactory.empty().withValue("size", ConfigValueFactory.fromAnyRef(text));
    try {
      return new ByteSize(holder.getBytes("size"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException("be a size such as 32MiB", e);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return Long.toString(bytes);
  }
}
