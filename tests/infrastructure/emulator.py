"""A moto server that carries our whole stack, with functions that really run.

`python -m tests.infrastructure` serves it, and prints the variables by which
`python -m infrastructure` finds it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.cloudformation import parsing
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.core.common_models import CloudFormationModel
from moto.ecs.models import EC2ContainerServiceBackend
from moto.iam.access_control import PermissionResult
from moto.moto_api import state_manager
from moto.s3.models import FakeBucket
from moto.server import ThreadedMotoServer

from tests.infrastructure.asked import Call, hold_to_policies
from tests.infrastructure.comparing import Comparisons, compare_by
from tests.infrastructure.policies import Standing, standing_of
from tests.infrastructure.queues import polled
from tests.infrastructure.resources import (
    KINDS,
    REPLACED_BY,
    Noticing,
    clean,
    dead_letters,
)

REGION = "eu-west-3"
# This machine may be far slower than Lambda: it ends no function that AWS would not,
# and no client gives up on one, since it would then call the function a second time.
LONGEST_SECONDS = 900
PATIENCE = Config(read_timeout=LONGEST_SECONDS)
ROOT = Path(__file__).resolve().parent.parent.parent
# Calls a function the way Lambda does: event in, answer out, all it prints is its log.
CALLER = """
import importlib, json, sys, time, traceback
sys.path.insert(0, sys.argv[2])
began, seconds = time.monotonic(), float(sys.argv[3])
class Context:
    def get_remaining_time_in_millis(self):
        return int(1000 * (seconds - (time.monotonic() - began)))
module, _, name = sys.argv[1].rpartition(".")
try:
    event = json.load(sys.stdin)
    said = getattr(importlib.import_module(module), name)(event, Context())
except Exception as error:
    traceback.print_exc(file=sys.stderr)
    print("ANSWER", json.dumps({"errorType": type(error).__name__,
                                "errorMessage": str(error)}))
    sys.exit(1)
print("ANSWER", json.dumps(said))
"""


@dataclass
class Emulator:
    """A running server; `lines` are what functions logged, `calls` who asked what."""

    endpoint: str = ""
    # What the network would do in AWS: lead a name to a server.
    reroute: dict[str, str] = field(default_factory=dict)
    # Each stage's warehouse.
    ports: dict[str, str] = field(default_factory=dict)
    lines: list[dict] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    calls: set[Call] = field(default_factory=set)
    # The role of each key that was handed out, as it was then.
    standings: dict[str, Standing] = field(default_factory=dict)
    # Seconds that a function is given, less than its own, to see it run out of time.
    seconds: float | None = None
    # A fault: kinds whose making fails, with the words that AWS would say.
    broken: dict[str, str] = field(default_factory=dict)
    # Of each kind, the properties that no maker looked at.
    unread: dict[str, set[str]] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    # Where functions are unpacked and work; it goes with the server.
    scratch: tempfile.TemporaryDirectory = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="vigie_lambda_")
    )
    models: list[type] = field(default_factory=list)

    def client(self, service: str, **credentials):
        """Return a client of the server."""
        keys = credentials or {
            "aws_access_key_id": "test",
            "aws_secret_access_key": "test",
        }
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.endpoint,
            config=PATIENCE,
            **keys,
        )

    def settle(self, queue: str) -> None:
        """Wait until a queue holds nothing, neither waiting nor being worked on."""
        sqs, deadline = self.client("sqs"), time.monotonic() + LONGEST_SECONDS
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        names = (
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
        )
        while time.monotonic() < deadline:
            held = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(names))
            if not any(int(held["Attributes"][name]) for name in names):
                return
            time.sleep(0.2)
        raise TimeoutError(f"{queue} still holds messages")

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables by which programs find the server."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": REGION,
        }

    def identity_of(self, role: str) -> dict[str, str]:
        """Take a role; return the variables by which programs act as it."""
        given = self.client("sts").assume_role(
            RoleArn=role, RoleSessionName=role.rpartition("/")[2]
        )["Credentials"]
        name = role.rpartition("/")[2]
        self.standings[given["AccessKeyId"]] = standing_of(self.client, name)
        return {
            "AWS_ACCESS_KEY_ID": given["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": given["SecretAccessKey"],
            "AWS_SESSION_TOKEN": given["SessionToken"],
        }

    def package_of(self, function: LambdaFunction) -> str:
        """Unpack a function's package once."""
        digest = function.code_sha_256
        if digest not in self.packages:
            folder = tempfile.mkdtemp(dir=self.scratch.name)
            zipfile.ZipFile(BytesIO(function.code_bytes)).extractall(folder)
            self.packages[digest] = folder
        return self.packages[digest]

    def run(self, function: LambdaFunction, event) -> tuple[str, bool, str]:
        """Run a function from its own package, as its own role, and nothing else."""
        environment = {
            "PATH": os.environ["PATH"],
            **{
                name: str(value).replace("/var/task", self.package_of(function))
                for name, value in function.environment_vars.items()
            },
            **self.reroute,
            "PGPORT": self.ports["-".join(function.function_name.split("-")[:2])],
            "HOME": tempfile.gettempdir(),
            "VIGIE_DATA_DIR": f"{self.package_of(function)}.tmp",
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_REGION": REGION,
            **self.identity_of(function.role),
        }
        seconds = self.seconds or function.timeout
        # -S: none of this environment's packages, only what the package brings.
        command = [sys.executable, "-S", "-c", CALLER, function.handler]
        done = subprocess.run(
            [*command, self.package_of(function), str(seconds)],
            input=event if isinstance(event, str) else json.dumps(event),
            env=environment,
            cwd=self.package_of(function),
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
        )
        return self.answer_of(done)

    def answer_of(self, done: subprocess.CompletedProcess) -> tuple[str, bool, str]:
        """Take what a function printed apart: its log and its answer."""
        *log, answer = done.stdout.splitlines() or [""]
        self.lines += [json.loads(line) for line in log if line.startswith("{")]
        if done.returncode:
            self.errors.append(done.stderr)
        if not answer.startswith("ANSWER "):
            answer = "ANSWER " + json.dumps({"errorMessage": done.stderr[-500:]})
        return answer.removeprefix("ANSWER "), bool(done.returncode), done.stdout


def must_not_keep_its_name(kind: str, before: dict, after: dict) -> None:
    """Refuse, as CloudFormation does, to make a new thing of a name that is taken."""
    if kind not in REPLACED_BY:
        return
    name, properties = REPLACED_BY[kind]
    if before[name] == after[name] and any(
        before.get(item) != after.get(item) for item in properties
    ):
        raise ValueError(
            "CloudFormation cannot update a stack when a custom-named resource needs "
            f"replacing. Rename {after[name]} and update the stack again."
        )


def model_of(kind: str, emulator: Emulator) -> type:
    """Return what makes and deletes a kind of resource in moto's CloudFormation."""
    make, unmake = KINDS[kind]

    class Made(CloudFormationModel):
        def __init__(self, name, attributes, properties):
            self.physical_resource_id = name
            self.attributes = attributes
            self.properties = properties
            self.type = kind

        @staticmethod
        def cloudformation_name_type():
            return None

        @staticmethod
        def cloudformation_type():
            return kind

        @classmethod
        def has_cfn_attr(cls, attr):
            return True

        def get_cfn_attribute(self, name):
            # moto cuts `Endpoint.Address` after its first word.
            return next(v for k, v in self.attributes.items() if k.startswith(name))

        @classmethod
        def create_from_cloudformation_json(
            cls, resource_name, cloudformation_json, account_id, region_name, **kwargs
        ):
            if kind in emulator.broken:
                raise ValueError(emulator.broken[kind])
            properties = Noticing(clean(cloudformation_json["Properties"]))
            made = cls(*make(emulator.client, properties), properties)
            emulator.unread.setdefault(kind, set()).update(properties.unread)
            return made

        @classmethod
        def update_from_cloudformation_json(
            cls,
            original_resource,
            new_resource_name,
            cloudformation_json,
            account_id,
            region_name,
        ):
            properties = clean(cloudformation_json["Properties"])
            must_not_keep_its_name(kind, original_resource.properties, properties)
            original_resource.delete(account_id, region_name)
            return cls.create_from_cloudformation_json(
                new_resource_name, cloudformation_json, account_id, region_name
            )

        def delete(self, account_id, region_name):
            try:
                unmake(emulator.client, self.physical_resource_id, self.properties)
            except ClientError as error:
                # moto deletes in no order: what went with its owner is gone.
                code = error.response["Error"]["Code"]
                if "NotFound" not in code and "NoSuch" not in code:
                    raise

    return Made


def roll_back(execute, comparisons):
    """Return an execution of change sets that fails the way CloudFormation does."""

    def executed(self, change_set_name, stack_name=None):
        change_set = self.describe_change_set(change_set_name)
        stack, first = change_set.stack, change_set.change_set_type == "CREATE"
        stack.status = f"{change_set.change_set_type}_IN_PROGRESS"
        try:
            execute(self, change_set_name, stack_name)
        except Exception as error:  # whatever a resource raises fails its stack
            stack._add_stack_event("CREATE_FAILED", resource_status_reason=str(error))
            if first:
                with suppress(Exception):  # what was not made cannot be deleted
                    stack.resource_map.delete()
                # Or moto would try to make it again whenever it is asked about it.
                stack.resource_map._resource_json_map = {}
            stack.status = "ROLLBACK_COMPLETE" if first else "UPDATE_ROLLBACK_COMPLETE"
            return
        # moto forgets these after a change set.
        stack.parameters = change_set.parameters
        stack._parse_template()
        stack.output_map = stack._create_output_map()
        comparisons.remember(stack)

    return executed


def leave_rest(delete):
    """Return a deletion of stacks that fails the way CloudFormation does."""

    def deleted(self, name_or_stack_id):
        stack = self.stacks.get(name_or_stack_id)
        if stack is None:
            return delete(self, name_or_stack_id)
        stack.status = "DELETE_IN_PROGRESS"
        try:
            delete(self, name_or_stack_id)
        except Exception as error:  # whatever a resource raises stays with its stack
            self.stacks[stack.stack_id] = stack
            stack._add_stack_event("DELETE_FAILED", resource_status_reason=str(error))
            stack.status = "DELETE_FAILED"

    return deleted


def delete_backwards(resources):
    """Delete what was made last first; moto's own order is none."""
    made = [
        name
        for name in resources._parsed_resources
        if name in resources._resource_json_map
    ]
    for name in reversed(made):
        resource = resources._parsed_resources[name]
        resources._delete_resource(resource, resources._resource_json_map[name])
        del resources._parsed_resources[name]


def only_what_is_there(diff):
    """Return a comparison that changes nothing which a condition never let be made."""

    def compared(self, template, parameters=None):
        actions = diff(self, template, parameters)
        made = [name for name in actions["Modify"] if name in self._parsed_resources]
        return {**actions, "Modify": made}

    return compared


def with_what_is_wanted_now(update):
    """Return an update that makes what a condition did not let be made before."""

    def updated(self, template, parameters=None):
        update(self, template, parameters)
        for name in self._resource_json_map:
            _ = self[name]

    return updated


def resources_made(stack):
    """Return what there is; moto would make what there is not, when it is asked."""
    resources = stack.resource_map
    return [
        resource
        for name, resource in list(resources._parsed_resources.items())
        if name in resources._resource_json_map
    ]


def has_parameters(stack, others):
    """Compare parameters as they are in force, defaults included."""
    wanted = {
        name: others.get(name, kind.get("Default"))
        for name, kind in stack.template_dict.get("Parameters", {}).items()
    }
    held = stack.resource_map.resolved_parameters
    return {k: str(v) for k, v in held.items()} == {
        k: str(v) for k, v in wanted.items()
    }


def remembering(configuration):
    """Return a function's configuration with where it says what failed."""

    def remembered(self, *arguments, **options):
        found = configuration(self, *arguments, **options)
        return {**found, "DeadLetterConfig": dead_letters.get(self.function_name, {})}

    return remembered


def start() -> tuple[Emulator, ThreadedMotoServer]:
    """Serve on a free port."""
    emulator = Emulator()
    # Held, since moto finds them as living subclasses.
    emulator.models = [model_of(kind, emulator) for kind in KINDS]
    hold_to_policies(emulator.calls, emulator.standings)
    for cache in (parsing.get_model_list, parsing.get_model_map):
        cache.cache_clear()
    parsing.get_name_type_map.cache_clear()
    LambdaFunction._invoke_lambda = lambda self, event=None: emulator.run(
        self, event or {}
    )
    LambdaBackend.create_event_source_mapping = polled(
        LambdaBackend.create_event_source_mapping
    )
    # moto reads bucket policies without their conditions, and would refuse everybody;
    # what they refuse is proved in test_permissions.py.
    FakeBucket.get_permission = lambda *_: PermissionResult.NEUTRAL
    LambdaFunction.get_configuration = remembering(LambdaFunction.get_configuration)
    # moto adds up what containers ask for, which on Fargate is the task's own affair.
    EC2ContainerServiceBackend._calculate_task_resource_requirements = staticmethod(
        lambda task: {"CPU": 0, "MEMORY": 0, "PORTS": [], "PORTS_UDP": []}
    )
    # moto ends a task step by step, whenever it is asked about it.
    state_manager.set_transition("ecs::task", {"progression": "manual", "times": 1000})
    Stack.has_parameters = has_parameters
    Stack.stack_resources = property(resources_made)
    resources = parsing.ResourceMap
    resources.delete = delete_backwards
    resources.build_resource_diff = only_what_is_there(resources.build_resource_diff)
    resources.update = with_what_is_wanted_now(resources.update)
    CloudFormationBackend.delete_stack = leave_rest(CloudFormationBackend.delete_stack)
    comparisons = Comparisons(emulator.client)
    compare_by(comparisons)
    CloudFormationBackend.execute_change_set = roll_back(
        CloudFormationBackend.execute_change_set, comparisons
    )
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    emulator.endpoint = f"http://{host}:{port}"
    return emulator, server


def serve() -> None:
    """Serve an account with a warehouse for each stage, until interrupted or ended."""
    from tests.infrastructure.warehouse import rds

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    emulator, server = start()
    with rds() as dev, rds() as prod:
        emulator.ports = {"vigie-dev": str(dev.port), "vigie-prod": str(prod.port)}
        emulator.reroute = {"PGHOST": "127.0.0.1"}
        for name, value in emulator.environment.items():
            sys.stdout.write(f"export {name}={value}\n")
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    server.stop()
    emulator.scratch.cleanup()
