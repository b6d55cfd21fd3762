"""Reads what kustomize made and says what a strict reader would object to.

  check-manifests.py FILE            the manifests of one overlay
  check-manifests.py --parse PATH…   only whether every YAML file can be read

Needs PyYAML and no cluster. Prints each objection and exits 1 when there are any.
"""

import pathlib
import sys

import yaml

objections = []


def object_to(thing, what):
    objections.append(f"{thing['kind']} {thing['metadata']['name']}: {what}")


def fits(selector, labels):
    """Whether labels fit a label selector of Kubernetes."""
    if any(labels.get(key) != value for key, value in (selector.get("matchLabels") or {}).items()):
        return False
    return all(rule["operator"] == "In" and labels.get(rule["key"]) in rule["values"] for rule in selector.get("matchExpressions") or [])


def check_pod(owner, pod, accounts, is_base):
    if pod.get("automountServiceAccountToken") is not False or accounts.get(pod.get("serviceAccountName")) is not False:
        object_to(owner, "a service account of its own, without a token, is missing")
    context = pod.get("securityContext", {})
    if not context.get("runAsNonRoot") or context.get("runAsUser") != 1654 or context.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        object_to(owner, "the pod must run as 1654, never as root, with the runtime's seccomp profile")
    if owner["kind"] != "Job":
        keys = {constraint["topologyKey"] for constraint in pod.get("topologySpreadConstraints", [])}
        if keys != {"topology.kubernetes.io/zone", "kubernetes.io/hostname"}:
            object_to(owner, "pods must be spread over zones and nodes")
    volumes = {volume["name"]: volume for volume in pod.get("volumes", [])}
    for volume in volumes.values():
        if "emptyDir" in volume and not (volume["emptyDir"] or {}).get("sizeLimit"):
            object_to(owner, f"volume {volume['name']} has no size limit")
    for container in pod["containers"]:
        check_container(owner, container, volumes, is_base)


def check_container(owner, container, volumes, is_base):
    security = container.get("securityContext", {})
    if security.get("allowPrivilegeEscalation") is not False or not security.get("readOnlyRootFilesystem") or security.get("capabilities", {}).get("drop") != ["ALL"]:
        object_to(owner, "a container needs a read-only file system, no capabilities and no escalation")
    resources = container.get("resources", {})
    if {"cpu", "memory", "ephemeral-storage"} - set(resources.get("requests", {})) or {"memory", "ephemeral-storage"} - set(resources.get("limits", {})):
        object_to(owner, "requests of cpu, memory and ephemeral-storage, and limits of the last two, are needed")
    if owner["kind"] != "Job" and {"startupProbe", "readinessProbe", "livenessProbe"} - set(container):
        object_to(owner, "startup, readiness and liveness probes are needed")
    tag = container["image"].rsplit("/", 1)[-1].partition("@")
    if not is_base and not tag[2] and (":" not in tag[0] or tag[0].endswith(":latest")):
        object_to(owner, f"the image {container['image']} has no version")
    names = [entry["name"] for entry in container.get("env", [])]
    if len(names) != len(set(names)):
        object_to(owner, "a variable is set twice")
    seen = set()
    for entry in container.get("env", []):
        if "secretKeyRef" in entry.get("valueFrom", {}):
            object_to(owner, f"{entry['name']} is a secret; mount it as a file")
        if entry["name"].startswith("JWT_SECRET_KEY") and owner["metadata"]["name"] != "jobvite-front":
            object_to(owner, f"{entry['name']} is for front ends only")
        for name in seen_names(entry.get("value", "")):
            if name not in seen:
                object_to(owner, f"{entry['name']} uses {name}, which is not set before it")
        seen.add(entry["name"])
    if {mount["name"] for mount in container.get("volumeMounts", [])} != set(volumes):
        object_to(owner, "volumes and mounts differ")


def seen_names(value):
    return [part.split(")")[0] for part in value.split("$(")[1:]]


def pods_of(things):
    for thing in things:
        if thing["kind"] in ("Deployment", "StatefulSet", "Job"):
            yield thing, thing["spec"]["template"]


def check(things):
    pods = list(pods_of(things))
    by_kind = {}
    for thing in things:
        by_kind.setdefault(thing["kind"], []).append(thing)
    accounts = {account["metadata"]["name"]: account.get("automountServiceAccountToken") for account in by_kind.get("ServiceAccount", [])}
    scaled = {scaler["spec"]["scaleTargetRef"]["name"] for scaler in by_kind.get("HorizontalPodAutoscaler", [])}
    policies = by_kind.get("NetworkPolicy", [])
    is_base = all(":" not in container["image"] for _, template in pods for container in template["spec"]["containers"])

    for owner, template in pods:
        check_pod(owner, template["spec"], accounts, is_base)
        name = owner["metadata"]["name"]
        if owner["kind"] == "Job":
            if not owner["spec"].get("activeDeadlineSeconds"):
                object_to(owner, "it may run for ever")
            continue
        if not owner["spec"].get("minReadySeconds"):
            object_to(owner, "minReadySeconds is missing")
        if (name in scaled) == ("replicas" in owner["spec"]):
            object_to(owner, "either replicas or a HorizontalPodAutoscaler")
        if not any(fits(budget["spec"]["selector"], template["metadata"]["labels"]) for budget in by_kind.get("PodDisruptionBudget", [])):
            object_to(owner, "no PodDisruptionBudget")
    if scaled - {owner["metadata"]["name"] for owner, _ in pods}:
        objections.append("a HorizontalPodAutoscaler scales nothing")

    if not any(policy["spec"]["podSelector"] == {} and set(policy["spec"]["policyTypes"]) == {"Ingress", "Egress"} and not {"ingress", "egress"} & set(policy["spec"]) for policy in policies):
        objections.append("no policy denies everything by default")
    for policy in policies:
        if not any(fits(policy["spec"]["podSelector"], template["metadata"]["labels"]) for _, template in pods):
            object_to(policy, "it fits no pod")

    services = by_kind.get("Service", [])
    for service in services:
        matching = [template for _, template in pods if fits({"matchLabels": service["spec"]["selector"]}, template["metadata"]["labels"])]
        ports = {port["name"] for template in matching for container in template["spec"]["containers"] for port in container.get("ports", [])}
        if not matching or any(port["targetPort"] not in ports for port in service["spec"]["ports"]):
            object_to(service, "it leads to no port of a pod")
    for monitor in by_kind.get("ServiceMonitor", []):
        check_monitor(monitor, services, pods, policies)


def check_monitor(monitor, services, pods, policies):
    """Prometheus must find a service, and be let in at the port."""
    for service in services:
        if not fits(monitor["spec"]["selector"], service["metadata"].get("labels", {})):
            continue
        for endpoint in monitor["spec"]["endpoints"]:
            target = next((port["targetPort"] for port in service["spec"]["ports"] if port["name"] == endpoint["port"]), None)
            for _, template in pods:
                if not fits({"matchLabels": service["spec"]["selector"]}, template["metadata"]["labels"]):
                    continue
                number = next((port["containerPort"] for port in template["spec"]["containers"][0]["ports"] if port["name"] == target), None)
                if number and any(is_let_in(policy, template["metadata"]["labels"], number) for policy in policies):
                    return
    object_to(monitor, "it finds no service whose port a policy opens to the namespace monitoring")


def is_let_in(policy, labels, number):
    return fits(policy["spec"]["podSelector"], labels) and any(
        any(source.get("namespaceSelector", {}).get("matchLabels", {}).get("kubernetes.io/metadata.name") == "monitoring" for source in rule.get("from", []))
        and any(port["port"] == number for port in rule.get("ports", []))
        for rule in policy["spec"].get("ingress", []))


def parse(paths):
    for path in paths:
        path = pathlib.Path(path)
        files = [path] if path.is_file() else sorted(file for ending in ("*.yml", "*.yaml") for file in path.rglob(ending))
        for file in files:
            try:
                list(yaml.safe_load_all(file.read_text()))
            except yaml.YAMLError as error:
                objections.append(f"{file}: {error}")


if sys.argv[1:2] == ["--parse"]:
    parse(sys.argv[2:])
else:
    check([thing for thing in yaml.safe_load_all(pathlib.Path(sys.argv[1]).read_text()) if thing])
print("\n".join(objections))
sys.exit(bool(objections))
