#!/bin/bash
# Installs what %sm_analytics emr connect needs, in the versions that are tested together. The extension goes in without its
# dependencies, which ask for Kerberos headers that the image lacks; those that it does need follow. IPython 9 breaks it.
# SageMaker gives a start-up script five minutes and then stops the app, so the work goes on behind.
set -eu

%{ if index_url != "" ~}
export PIP_INDEX_URL='${index_url}'
%{ endif ~}
export PIP_DISABLE_PIP_VERSION_CHECK=1

log=$HOME/.analytics-extension.log

install() {
  pip install --no-deps \
    sagemaker-studio-analytics-extension==0.3.0 sparkmagic==0.22.0 \
    sagemaker_studio_sparkmagic_lib sagemaker-jupyterlab-extension-common \
    hdijupyterutils autovizwidget requests-kerberos pyspnego
  pip install \
    'ipython<9' ipywidgets ipykernel boto3 filelock requests 'pandas<3' 'numpy<2.4' nest_asyncio notebook plotly mock \
    'setuptools<81' aws-embedded-metrics aiobotocore pydantic nbclient
}

(install && echo "The extension is installed." || echo "The extension is NOT installed: see above.") > "$log" 2>&1 &
