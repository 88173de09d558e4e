package org.ravel.model;

import java.io.IOException;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.DeserializationFeature;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.json.JsonMapper;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;
import org.ravel.error.InputException;

/**
 * DL4J's JSON of a network, read as data.
 *
 * <p>The JSON names the classes of layers, updaters and the like. DL4J's own mapper asks Java for
 * whatever class it names and only then looks whether it is of the right type: that class's
 * initialiser has run by then. Here Jackson asks first. Its question comes before any class is
 * loaded and wherever the name stands (in the property, in an array that stands for the object,
 * twice in one object), which a walk through the tree would have to know of. DL4J's readers of
 * older formats are left out: they go back to its own mapper.
 */
final class NetworkConfiguration {
  private static final int MAX_LEVELS = 50;

  private static final Pattern ALLOWED =
      Pattern.compile(
          "(org\\.ravel\\.(layer|updater)"
              + "|org\\.deeplearning4j\\.nn\\.(weights|conf\\.(layers(\\.recurrent)?|dropout"
              + "|preprocessor|constraint|distribution|weightnoise))"
              + "|org\\.nd4j\\.linalg\\.(activations\\.impl|lossfunctions\\.impl|learning\\.config"
              + "|learning\\.regularization|schedule))\\.\\w+"
              + "|org\\.ravel\\.model\\.LearningRateSchedule");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .polymorphicTypeValidator(new KnownClasses())
          // DL4J writes what it cannot read, such as what a getter computes.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private NetworkConfiguration() {}

  /**
   * Reads it.
   *
   * @param name of the file that it comes from, for messages
   * @throws InputException if it names a class that is none of DL4J's or this project's for
   *     networks, or is no configuration
   */
  static MultiLayerConfiguration parse(String name, String json) {
    try {
      requireFlat(name, json);
      return MAPPER.readValue(json, MultiLayerConfiguration.class);
    } catch (JsonProcessingException e) {
      for (Throwable t = e; t != null; t = t.getCause()) {
        if (t instanceof ForeignClass foreign) {
          throw refusal(name, foreign.getMessage(), e);
        }
      }
      throw new InputException(
          "%s holds a configuration that is no network of Deeplearning4j: %s; publish the model again"
              .formatted(name, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("a string is read without input", e);
    }
  }

  /** Refuses what would end in a stack overflow, and type parameters, which no question is for. */
  private static void requireFlat(String name, String json) throws IOException {
    try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
      int levels = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        levels += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (levels > MAX_LEVELS) {
          throw new InputException(
              "%s holds a configuration of more than %d levels; a network's has fewer: publish the model again"
                  .formatted(name, MAX_LEVELS));
        }
        if (token == JsonToken.VALUE_STRING && parser.getText().indexOf('<') >= 0) {
          throw refusal(name, parser.getText(), null);
        }
      }
    }
  }

  private static InputException refusal(String name, String className, Throwable cause) {
    return new InputException(
        "%s names the class %s, but only layers, updaters and the like of Deeplearning4j and this project may stand in a network's configuration; do not use this model"
            .formatted(name, className),
        cause);
  }

  private static final class ForeignClass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ForeignClass(String className) {
      super(className);
    }
  }

  private static final class KnownClasses extends PolymorphicTypeValidator {
    private static final long serialVersionUID = 1L;

    @Override
    public Validity validateBaseType(MapperConfig<?> config, JavaType baseType) {
      return Validity.INDETERMINATE;
    }

    @Override
    public Validity validateSubClassName(MapperConfig<?> config, JavaType base, String className) {
      if (!ALLOWED.matcher(className).matches()) {
        throw new ForeignClass(className);
      }
      return Validity.ALLOWED;
    }

    @Override
    public Validity validateSubType(MapperConfig<?> config, JavaType baseType, JavaType subType) {
      return Validity.ALLOWED;
    }
  }
}
