package org.ravel.cluster;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests {@link Daemons}, which all of them share and which stop after the last one, and
 * what undisturbed commands in one process have made there.
 */
final class Clusters implements ParameterResolver {
  /** The commands whose outcomes are the {@link Reference}. */
  static final List<String> COMMANDS = List.of("prepare", "train", "evaluate", "generate", "score");

  /** A pipeline that nothing disturbed, on {@code local[2]}. */
  record Reference(Pipeline pipeline) {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Daemons.class || type == Reference.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store =
        context.getRoot().getStore(ExtensionContext.Namespace.create(Clusters.class));
    Daemons daemons =
        store.getOrComputeIfAbsent(Daemons.class, type -> Daemons.plain(), Daemons.class);
    return parameter.getParameter().getType() == Daemons.class
        ? daemons
        : store.getOrComputeIfAbsent(Reference.class, type -> reference(daemons));
  }

  private static Reference reference(Daemons daemons) {
    Pipeline local = new Pipeline(daemons, Mode.LOCAL, "local");
    COMMANDS.forEach(local::run);
    return new Reference(local);
  }
}
