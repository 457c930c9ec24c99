//! Key pairs: [KeyPairInfo](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_KeyPairInfo.html).

use crate::ec2::model::key_pairs::OPERATION;
use crate::ec2::parameter_flag::{ParameterFlag, Takes};
use crate::ec2::resource::{Declaration, Help, IdForm, Ids, Resource};

pub(crate) static KEY_PAIRS: Resource = Resource::new(Declaration {
    command: "aws ec2 key-pairs",
    noun: "key pair",
    plural: "key pairs",
    ids: Some(Ids { parameter: "KeyNames", member: "KeyName", form: IdForm::Text }),
    key_columns: &["KeyName", "KeyPairId"],
    first_columns: &["KeyType", "CreateTime", "KeyFingerprint"],
    flags: &[ParameterFlag {
        name: "public-key",
        short: None,
        parameter: "IncludePublicKey",
        takes: Takes::Switch,
        default: None,
        description: "Also ask for the public keys.",
    }],
    help: Help {
        description: "List key pairs.",
        details: "`PublicKey` is null without `--public-key`. EC2 has no private keys. It answers with all key pairs \
                  at once.",
        filter: "{key-name: deploy-*}",
        state: "",
        search_terms: &["describe-key-pairs", "ssh"],
        examples: &[
            ("aws ec2 key-pairs | where CreateTime < (date now) - 365day | get KeyName", "Find old key pairs."),
            (
                "let used = aws ec2 instances | get KeyName | uniq; aws ec2 key-pairs | where KeyName not-in $used",
                "Find key pairs that no instance was launched with.",
            ),
        ],
    },
    ..Declaration::new(&OPERATION)
});
