package dev.lungfish.rpc;

import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/// A record: its components in their order.
///
/// @param name in XDR's language
/// @param constructor takes the values of all components
record StructForm(String name, Constructor<?> constructor, List<Component> components)
        implements WireForm {
    StructForm {
        components = List.copyOf(components);
    }

    /// One component.
    record Component(String name, Method accessor, WireForm form) {}

    @Override
    public void encode(XdrEncoder encoder, Object value) {
        for (Component component : components) {
            component.form().encode(encoder, value(component, value));
        }
    }

    private static Object value(Component component, Object value) {
        try {
            return component.accessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no public component " + component.name(), e);
        }
    }

    @Override
    public Object decode(XdrDecoder decoder) throws XdrException {
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = components.get(i).form().decode(decoder);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new XdrException(name + ": " + refused.getMessage());
            }
            throw new IllegalStateException(name + " can't be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " can't be made", e);
        }
    }

    @Override
    public String field(String field) {
        return name + " " + field;
    }

    @Override
    public void declare(Map<String, String> types) {
        if (types.containsKey(name)) {
            return;
        }
        types.put(name, "");
        StringBuilder text = new StringBuilder("struct " + name + " {\n");
        for (Component component : components) {
            component.form().declare(types);
            text.append("    ")
                    .append(component.form().field(Names.underscored(component.name())))
                    .append(";\n");
        }
        types.remove(name);
        types.put(name, text.append("};\n").toString());
    }
}
